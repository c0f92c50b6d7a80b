/** What a settings template is filled with. `password` may be a placeholder: the same text is shown without it. */
export type SettingsInput = {
  host: string;
  port: number;
  username: string;
  password: string;
  from: string;
  displayName: string;
};
