import { rmSync } from 'node:fs';
import { removeCluster } from '../services/postgres.mjs';

export default async function teardown() {
  const { server, dataFolder } = globalThis.oubliTestServer;
  await server.stop();
  removeCluster(server.cluster);
  rmSync(dataFolder, { recursive: true, force: true });
}
