/** Ways by which somebody is written to. */
export const channels = ['e-mail', 'sms'] as const;
export type ChannelName = (typeof channels)[number];

/** Purposes for which somebody is written to by campaign or survey: an objection to them is absolute (Art. 21(2) and (3) GDPR; R28). */
export const writtenPurposes = ['campaigns', 'surveys'] as const;
export type WrittenPurpose = (typeof writtenPurposes)[number];

/** How a choice reached the house, where somebody writes it down for the person. */
export const clerkMeans = ['form', 'e-mail', 'telephone', 'paper'] as const;
export type ClerkMeans = (typeof clerkMeans)[number];
export const choiceMeans = [...clerkMeans, 'own-page', 'one-click', 'stop'] as const;

/** `pending`: an objection to a legitimate interest until a person has decided in writing (Art. 21(1), 18(1)(d) GDPR). */
export const objectionStandings = ['in-force', 'pending', 'rejected', 'ended'] as const;
