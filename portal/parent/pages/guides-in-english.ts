// The guides in English: the same guides, part by part, as in Danish.
import type { Guides } from './guide-names.ts';
import { onPayingIn } from './guides-on-paying-in.ts';

export const english: Guides = {
  'kom-godt-i-gang': {
    title: 'Quick guide: getting started',
    lead: "From the club's letter to the first purchase, on one page.",
    text: `
1. **Log on with MitID.** You need no user name and no password.
2. **Link your child** with the code of the club's letter. [How to do it](/vejledninger/tilknytning).
3. **Pay in** to the child's account. [How to do it](/vejledninger/indbetaling).
4. **Choose limits**, if you like. [How to do it](/vejledninger/begraensninger).
5. **Activate the card** when the child has got it at the club. [How to do it](/vejledninger/aktiver-kort).

# Have you several children?
They all stand under [My children](/), also when they go to different clubs. Each child has an account of its own.

# Has the child no card yet?
The child can buy all the same. [Read about the time before the card](/vejledninger/foer-kortet-kommer).

# Is the card gone?
[Block it at once](/vejledninger/spaer-kort). The money stays on the account.

# Do you need help?
The club helps you. [Find the club's phone and e-mail](/kontakt).
`,
  },
  tilknytning: {
    title: 'Link your child',
    lead: 'How the child comes to stand under My children.',
    text: `
# What you need
- your MitID
- the code of the club's letter. It has ten signs and works once, for 60 days.

# What to do
1. Log on and go to [Link a child](/tilknyt).
2. Type the code. Capital and small letters are equally good.
3. Choose whether you want full access or only to pay in.
4. Press Link child.

# Does the club have you as a contact?
Then you can often do without a code. Press Find my children on the same page.

# If the club must approve you
If the club does not know you as a contact of the child, it looks at it first. You are told here on the portal;
meanwhile the child stands under Other links.

# If the code does not work
A code stops working after five wrong tries, when it is used, and when it is too old.
Ask [the club](/kontakt) for a new one.

# Who sees what?
- **Full access** is for parents: balance, purchases, limits and cards.
- **Only pay in** is for grandparents and others. They see the child's first name, but neither balance nor purchases.

Parents who are linked already are told when somebody new is.
`,
  },
  'foer-kortet-kommer': {
    title: 'Before the card comes',
    lead: 'The child can buy at the club from the first day, without a card, too.',
    text: `
From the child's enrolment it can take up to five weeks until the card is at the club.

# The child can buy meanwhile
An adult at the club finds the child by name at the till and sees by the photo that it is the right child.
Without a card there is a limit to how much can be bought at a time and per day.

# You can get everything ready meanwhile
1. [Link your child](/vejledninger/tilknytning) with the letter's code.
2. [Pay in](/vejledninger/indbetaling).
3. [Choose limits](/vejledninger/begraensninger), if you like.

# Start credit
The club may give a small credit, so that the child can buy before the first parent is linked. It stands on the
overview. Once some of it is used, the balance is below zero until you pay in.
`,
  },
  'i-klubben': {
    title: 'How the child pays at the club',
    lead: 'A card, a photo and no PIN.',
    text: `
1. The child says what it wants and holds the card to the reader.
2. The till shows the child's photo and name.
3. The cashier sees that it is the right child and makes the sale.

# Why is there no PIN?
The photo protects the card. If it is not the child in the photo, nothing is sold, and you are told.

# What does the cashier see?
Photo, name and items. Never the balance, your limits or who pays. If a purchase is not possible, the till says
only "Not this one today". You find the reason here on the portal.

# What can be bought?
Food and drinks in the café, materials in the workshop, activities and small trips. One item must cost less than
DKK 200. [Read about trips that cost more](/vejledninger/ikke-til-ture).
`,
  },
  ...onPayingIn.en,
  'oversigt-over-forbrug': {
    title: 'Overview of spending',
    lead: 'See what was bought, where and when, in the period that you choose.',
    text: `
1. Go to [My children](/) and press Statement beside the child.
2. Choose a period: this month, last month, the last 3 months or dates of your own.
3. At the top is what was spent and paid in, by kind of goods and by place, and a chart.
4. Press a line to see items, time, place, balance, and whether an adult or a young helper sold it.

# Find something particular
Press Show only some entries. There you can choose a kind of goods, a place or, for example, only payments.

# Keep it
Download the period as PDF, or as CSV, which opens in a spreadsheet.

# Is there a purchase that you do not know?
Open the line and press That was not my child. The club is told and looks at the purchase.
If the card is gone as well, [block it](/vejledninger/spaer-kort).

# A purchase that was given back
Stands as a line of its own, and the two lines point to each other.
`,
  },
  begraensninger: {
    title: 'Limits on purchases',
    lead: 'Decide how much, what, when and where the child can buy.',
    text: `
1. Go to [My children](/) and press Limits beside the child.
2. Fill in what you want to limit. Leave the rest empty.
3. Press Save limits. They hold the next time the card is used.

# What you can limit
- how much may be spent per purchase, per day and per week
- kinds of goods, sweets for example
- weekdays and time of day
- the clubs that the card works in

# Good to know
- The day goes from midnight to midnight, the week from Monday to Sunday.
- A purchase that is given back makes room again on the day that it was bought.
- All parents with full access share the same limits. The other is told when you change something.
- At the till nobody can see that it is a limit that says no.
`,
  },
  udbetaling: {
    title: 'Get unspent money back',
    lead: 'The money is yours, also when the child leaves the club.',
    text: `
# Who gets the money?
The registered parent. That is who the club was first given as the child's contact.

# What to do
1. Contact [the club](/kontakt) and say that you want the rest paid out.
2. The money goes to your NemKonto. If you would rather have it on another account, write it under
   [My details](/mine-oplysninger).

# When the account was just changed
Payouts then wait for 24 hours. That protects you in case it was not you who changed it.

# Subsidies
Money from the municipality, such as a subsidised place, is not paid out.
`,
  },
  friplads: {
    title: 'Subsidised place (økonomisk friplads)',
    lead: 'What a wholly or partly subsidised place means for the card.',
    text: `
A subsidised place (økonomisk friplads) is a subsidy for the club's **membership fee**. You apply for it at the municipality, not here.

# Does it mean anything for the card?
The municipality decides that. Ask [the club](/kontakt) whether the child gets a subsidy for purchases with the card.

# Can others see it?
No. At the till a subsidised purchase looks like any other. Neither the cashier nor the other children can see it.
`,
  },
  'aktiver-kort': {
    title: 'Activate the card',
    lead: 'A new card works once it is activated.',
    text: `
1. You are told when the card is ready at the club.
2. When the child has got it, go to [My children](/) and press Activate card.
3. The card can be used at once.

# An older card
It becomes void when the new one is activated and cannot be used again. The balance is the same: it belongs to the account.

# May the club activate it?
In some places the card becomes active when the club hands it over. Then there is nothing more for you to do.
`,
  },
  'spaer-kort': {
    title: 'Block a card that is gone',
    lead: 'Block it first. You can unblock it until a new card is made.',
    text: `
1. Go to [My children](/) and press Block card beside the child.
2. Choose whether to block and order a new one at once, or only to block.
3. The page shows when the block began. From then on the card works at no till.

The money stays on the account. The card need **not** be active for you to order a new one.

# The child can still buy
The club finds the child by name at the till until the new card is there.

# Is the card found again?
Press Found again under Details. If a new card is ordered but not made yet, the order is cancelled,
and the fee comes back to the account. If the new card is made already, the old one cannot be used any more.

# Can the child block it?
Yes, a child with MitID can log on and block the own card.
`,
  },
  'bestil-nyt-kort': {
    title: 'Order a new card',
    lead: 'When the card is lost or broken.',
    text: `
1. Go to [My children](/) and press Details and card beside the child.
2. Press Order a new card. The price is on the button.
3. Follow the card on the same page: ordered, made, ready at the club, active.

# What does it cost?
The first card is free. After that a card costs DKK 25, which is taken from the child's account.

# Is there not enough money on the account?
Then nothing is ordered, and the page shows what is missing. If you asked for the card to be blocked at the same
time, the block holds all the same.

# How long does it take?
Up to five weeks. The child can [buy meanwhile](/vejledninger/foer-kortet-kommer).

# Have you changed your mind?
Press Cancel the order before the card is made. Then the fee comes back.
`,
  },
  'ikke-til-ture': {
    title: 'What the card is not for',
    lead: "Trips and camps above DKK 200 have the club's own arrangement.",
    text: `
The card is for the small purchases: food, materials, activities and trips, where one item costs **less than DKK 200**.

# Trips and camps that cost more
You sign up and pay for those in the way that the club chooses. The club tells you when there is something
to sign up for. Ask [the club](/kontakt) if you are in doubt.

# Nor for
- the club's membership fee
- purchases outside the clubs
- cash: no money can be drawn with the card
`,
  },
  'flere-foraeldre': {
    title: 'Several parents, one account',
    lead: 'Both of you can follow the child and pay in.',
    text: `
Each child has one account. Several parents can be linked to it, each with a MitID of their own.

# What you share
- the balance and all purchases
- the limits: one is told when the other changes something
- the card: both can block and order

# What is your own
- e-mail, phone and bank account
- what each of you is [told](/mine-oplysninger#beskeder)

# Who gets money back?
Unspent money is paid out to the registered parent. Who that is stands in the club's records,
and the club can correct it.

# When a link must end
You can remove your own under Details and card. If you can only pay in, Remove link stands beside the child
under [My children](/). Where parents disagree, the club can put a link on hold.
`,
  },
  'dit-eget-kort': {
    title: 'For you who have the card yourself',
    lead: 'Log on with your own MitID.',
    text: `
# Are you under 18?
You can see your balance and your purchases, and you can block your card if it is gone. Your parents do the rest.

# When you turn 18
Then the account is yours alone. Your parents' access ends the same day, and you can set limits, order cards
and get unspent money back yourself.

# Have you lost the card?
1. Log on and press Block card.
2. Tell them at home and at the club.

You can still buy: the club finds you by name at the till.
`,
  },
  beskeder: {
    title: 'Messages',
    lead: 'Choose what you want to know, and how.',
    text: `
Everything stands under [Messages](/beskeder), also what happens while you are logged off. While the portal is
open, the newest comes by itself.

# Choose for each child
- **Everything**: each purchase, payment and automatic top-up, too.
- **What needs me**: purchases that were not possible, low balance, payments that do not succeed, cards and links.
- **As little as possible**: only payments that do not succeed or are taken back, and what concerns your safety. That
  cannot be turned off.

# By e-mail
1. Go to [My details](/mine-oplysninger) and add your e-mail address.
2. Type the code that we send you.

# On your phone or computer
Turn notifications on for each device under My details. On iPhone and iPad the portal must first be added to the
home screen: press Share and then Add to Home Screen.

# Without names and amounts
E-mails and notifications only say what kind of news there is. You see names and amounts when you are logged on.

# Quiet nights
Choose a time in which nothing is sent. You are told afterwards.
`,
  },
};
