// "Cookies": the only one there is, and what the browser keeps besides.
import type { LegalText } from './legal-text.ts';

export const cookies: LegalText = {
  since: '2026-11-21',
  da: {
    title: 'Cookies',
    text: () => `
Portalen bruger kun det, der er nødvendigt for, at den virker. Derfor spørger vi ikke om lov.

# En cookie
Når du logger på, får din browser cookien **__Host-klubkort**. Den husker, at du er logget på, og bliver slettet,
når du logger af, og senest efter otte timer. Mens du logger på, er der en cookie mere, til MitID har svaret.

# I din browser
Portalen husker også i din egen browser:

- hvilket sprog du har valgt
- at du sidst var logget på
- om notifikationer er slået til på enheden
- hvem der er logget på i denne fane, og det, du er ved at skrive, hvis din session udløber imens. Det bliver
  slettet, når du logger af, og ingen anden får det at se.

# Ingen statistik og ingen reklame
Ingen andre følger med, og intet bliver hentet fra andre steder end portalen selv.
`,
  },
  en: {
    title: 'Cookies',
    text: () => `
The portal uses only what it needs to work. That is why we do not ask for consent.

# One cookie
When you log on, your browser gets the cookie **__Host-klubkort**. It remembers that you are logged on, and is
deleted when you log off, and after eight hours at the latest. While you log on there is one cookie more, until MitID has answered.

# In your browser
The portal also remembers in your own browser:

- which language you have chosen
- that you were logged on last
- whether notifications are turned on for the device
- who is logged on in this tab, and what you are typing, if your session ends meanwhile. It is deleted when you
  log off, and nobody else gets to see it.

# No statistics and no advertising
Nobody else is following, and nothing is fetched from anywhere but the portal itself.
`,
  },
};
