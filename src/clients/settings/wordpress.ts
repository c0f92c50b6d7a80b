import { quotePhp as quote } from '../quoting.ts';
import type { SettingsInput } from '../settings-input.ts';

/** Constants of the plug-in "WP Mail SMTP": in wp-config.php the password stays out of the database and its backups. */
export function wordpressSettings(input: SettingsInput): string {
  return [
    '// wp-config.php, above "That\'s all, stop editing!"; needs the plug-in WP Mail SMTP',
    "define( 'WPMS_ON', true );",
    "define( 'WPMS_MAILER', 'smtp' );",
    `define( 'WPMS_SMTP_HOST', ${quote(input.host)} );`,
    `define( 'WPMS_SMTP_PORT', ${input.port} );`,
    "define( 'WPMS_SSL', 'tls' );",
    "define( 'WPMS_SMTP_AUTH', true );",
    `define( 'WPMS_SMTP_USER', ${quote(input.username)} );`,
    `define( 'WPMS_SMTP_PASS', ${quote(input.password)} );`,
    "define( 'WPMS_SMTP_AUTOTLS', true );",
    `define( 'WPMS_MAIL_FROM', ${quote(input.from)} );`,
    "define( 'WPMS_MAIL_FROM_FORCE', true );",
    `define( 'WPMS_MAIL_FROM_NAME', ${quote(input.displayName)} );`,
  ].join('\n');
}
