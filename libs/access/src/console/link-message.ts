import type { NewMessage } from '@oubli/outbox';
import type { ConsoleUser } from './console.entity';

type LinkKind = 'invitation' | 'reset';
interface Words {
  readonly subject: string;
  readonly text: (name: string, link: string) => string;
}

const words: Readonly<Record<LinkKind, Readonly<Record<'fr' | 'en', Words>>>> = {
  invitation: {
    fr: {
      subject: 'Votre compte Oubli',
      text: (name, link) => `Bonjour ${name},\n\nun compte vous a été ouvert. Ce lien vous permet de choisir votre mot de passe ; il sert une seule fois, dans les 24 heures :\n\n${link}\n\nSi vous ne vous y attendiez pas, ne l’ouvrez pas et dites-le à votre administrateur.`,
    },
    en: {
      subject: 'Your Oubli account',
      text: (name, link) => `Hello ${name},\n\nan account was opened for you. This link lets you choose your password; it is good once, within 24 hours:\n\n${link}\n\nIf you did not expect it, do not open it and tell your administrator.`,
    },
  },
  reset: {
    fr: {
      subject: 'Nouveau mot de passe',
      text: (name, link) => `Bonjour ${name},\n\nvoici le lien pour choisir un nouveau mot de passe ; il sert une seule fois, dans l’heure :\n\n${link}\n\nVotre second facteur vous sera demandé comme d’habitude. Si vous n’avez rien demandé, votre mot de passe reste le même : il n’y a rien à faire.`,
    },
    en: {
      subject: 'A new password',
      text: (name, link) => `Hello ${name},\n\nhere is the link to choose a new password; it is good once, within the hour:\n\n${link}\n\nYou will be asked for your second factor as usual. If you asked for nothing, your password stays as it is: there is nothing to do.`,
    },
  },
};

const minutes: Readonly<Record<LinkKind, number>> = { invitation: 24 * 60, reset: 60 };

/** The message that carries a link; not sent any more once the link is no longer good. */
export function linkMessage(kind: LinkKind, user: Pick<ConsoleUser, 'email' | 'displayName' | 'language' | 'personId' | 'id'>, link: string): NewMessage {
  const { subject, text } = words[kind][user.language];
  return {
    kind: kind === 'reset' ? 'password-reset' : 'invitation', to: user.email ?? '', subject, text: text(user.displayName ?? '', link), language: user.language,
    personId: user.personId, about: { recordType: 'user', recordId: user.id }, goodForMinutes: minutes[kind], secret: true,
  };
}
