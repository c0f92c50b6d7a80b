import type { CauseId } from './causes.ts';
import type { CheckId, Problem } from './diagnosis.ts';

/** learn.microsoft.com/entra/identity-platform/reference-error-codes; which of them an SMTP sender meets: facts/azure §1.4. */
const reference = 'learn: Entra error codes (AADSTS)';
const secretChecks: CheckId[] = ['text', 'application', 'principal', 'secret', 'token', 'claims', 'log-in'];

const row = (
  numbers: string,
  title: string,
  causes: CauseId[],
  { checks = secretChecks, source = reference, prose }: { checks?: CheckId[]; source?: string; prose?: RegExp } = {},
): Problem => ({
  id: `aadsts-${numbers.split('|')[0]}`,
  title,
  matches: [
    // The number, wherever it stands: AADSTS7000222, "error_codes":[7000222], ErrorNo 7000222.
    new RegExp(
      `AADSTS(?:${numbers})\\b|error_?codes?["'\\s]*[:=]\\s*\\[?\\s*(?:${numbers})\\b|errorNo["'\\s:=]+(?:${numbers})\\b`,
      'i',
    ),
    ...(prose ? [prose] : []),
  ],
  causes,
  checks,
  from: 'entra',
  source,
});

export const entraProblems: Problem[] = [
  row('7000222', 'Entra says the secret has ended', ['secret-expired', 'client-old-secret'], {
    source: 'facts/azure §1.4',
    prose: /client secret keys? (?:for app \S+ )?(?:are|is|has) expired/i,
  }),
  row(
    '7000215',
    'Entra says the secret is not one of this application',
    ['client-secret', 'client-old-secret', 'secret-removed', 'client-ids', 'not-replicated'],
    {
      source: 'facts/azure §1.4',
      prose: /invalid client secret (?:is )?provided/i,
    },
  ),
  row(
    '700016',
    'Entra does not know this application in this tenant',
    ['client-ids', 'app-missing', 'principal-missing', 'not-replicated'],
    {
      source: 'facts/azure §1.4',
    },
  ),
  row('7000112', 'Entra says the application is disabled', ['app-disabled', 'client-ids'], {
    source: reference,
    prose: /application '[^']*' (?:\([^)]*\) )?is disabled/i,
  }),
  row('90002|900021|900023', 'Entra does not know this tenant', ['client-ids'], { checks: ['token'] }),
  row('7000216|7000218', 'Entra got no secret', ['client-no-secret'], { checks: ['token'] }),
  row('900144', 'Something is missing in what the application asks Entra', ['client-no-secret', 'client-scope'], {
    checks: ['token'],
  }),
  row('500011|50001|500014', 'Entra does not know what the token is for', ['client-scope', 'client-ids'], {
    checks: ['token'],
  }),
  row('70011|1002012|28002|28003|9002313', 'Entra refuses the scope', ['client-scope'], { checks: ['token'] }),
  row('70003|700025|7000110', 'Entra refuses the way the application asks', ['client-no-secret'], {
    checks: ['token'],
  }),
  row('53003|53000|53001|53002|530003|53011', 'Conditional Access blocks the sign-in', ['conditional-access'], {
    checks: ['principal', 'token'],
  }),
  row('65001|65004|90094|90095|650056', 'Consent is missing', ['consent-missing', 'client-delegated'], {
    checks: ['consent', 'token', 'claims'],
  }),
  row('50105', 'The application is not assigned to what it asks for', ['assignment-required'], { checks: ['token'] }),
  row('650051|650052|650057|501051', 'What it asks for is not in this tenant', ['no-exchange', 'client-scope'], {
    checks: ['consent', 'token'],
  }),
  row('50194|50020|50059', 'Entra does not know in which tenant to look', ['client-ids'], { checks: ['token'] }),
  row('7000229', 'The enterprise application is not in this tenant', ['principal-missing', 'client-ids'], {
    checks: ['application', 'principal', 'token'],
  }),
  row('700082|70008|700084|70043', 'A person’s sign-in has ended', ['client-delegated', 'client-user-login'], {
    checks: ['token', 'log-in'],
  }),
  row('90033|90055|50196|90006|90036', 'Entra is busy', ['entra-busy'], { checks: ['token'] }),
  row('700024|500133', 'Entra says that the time is wrong', ['clock-wrong'], { checks: ['token'] }),
  row('50076|50079|50074|50158|50072', 'A second factor is asked for', ['mfa-needed', 'client-user-login'], {
    checks: ['token', 'log-in'],
  }),
  row('50126|50034|50055|50056|50144', 'Entra refuses a person’s name and password', ['client-user-login'], {
    checks: ['token', 'log-in'],
  }),
  row('50053', 'The account is locked', ['exo-locked', 'client-user-login'], { checks: ['token', 'log-in'] }),
  row('50057', 'The account is disabled', ['account-disabled', 'client-user-login'], {
    checks: ['principal', 'token'],
  }),
  {
    id: 'aadsts-other',
    title: 'Entra refuses the sign-in',
    matches: [/AADSTS\d{4,}/i],
    causes: ['entra-refused'],
    checks: secretChecks,
    from: 'entra',
    source: reference,
  },
  {
    id: 'invalid-client',
    title: 'Entra refuses the application’s secret',
    matches: [/\binvalid_client\b/i],
    causes: ['client-secret', 'secret-expired', 'secret-removed', 'client-ids'],
    checks: secretChecks,
    from: 'entra',
    source: 'facts/azure §8: invalid_client without its number',
  },
  {
    id: 'invalid-scope',
    title: 'Entra refuses the scope',
    matches: [/\binvalid_(?:scope|resource)\b/i],
    causes: ['client-scope', 'no-exchange'],
    checks: ['token'],
    from: 'entra',
    source: 'facts/azure §1.4: `error` of 70011 and 500011 without their numbers',
  },
  {
    id: 'unauthorized-client',
    title: 'Entra refuses this application',
    matches: [/\bunauthorized_client\b/i],
    causes: ['client-ids', 'app-missing', 'app-disabled'],
    checks: secretChecks,
    from: 'entra',
    source: 'facts/azure §1.4: what 700016 and 7000112 say in `error`',
  },
];
