/** PowerShell single-quoted: quotes are doubled. PowerShell reads the typographic ones (U+2018–201B) as the same quote. */
export const quotePowerShell = (text: string): string => `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
