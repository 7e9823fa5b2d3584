// A mail server for the demo: takes every message on the loopback interface, sends none on, keeps each as a file.
// Arguments: port, folder. Ends with the process that started it.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

const [port, folder] = [Number(process.argv[2]), process.argv[3]];
mkdirSync(folder, { recursive: true, mode: 0o700 });
let count = 0;

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  size: 1024 * 1024,
  onData: (stream, _session, done) => {
    count += 1;
    const name = `${new Date().toISOString().replaceAll(':', '-')}-${process.pid}-${count}.eml`;
    stream.pipe(createWriteStream(join(folder, name), { mode: 0o600 }).once('finish', () => done()).once('error', done));
  },
});
server.on('error', () => undefined);
server.listen(port, '127.0.0.1');

const end = () => {
  server.close(() => process.exit(0));
  setTimeout(() => process.exit(0), 500).unref();
};
process.on('SIGTERM', end);
process.on('SIGINT', end);
const parent = Number(process.env.OUBLI_PARENT_PID ?? 0);
if (parent > 0) {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch {
      end();
    }
  }, 1000).unref();
}
