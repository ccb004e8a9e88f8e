import * as z from 'zod/mini';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** What the user may choose; every one has a default, so that a store without settings is a whole one. */
export const Settings = z.readonly(
  z.object({
    theme: Theme,
    /** Where `<name>.pem` is saved; null is the operating system's own Downloads folder. */
    downloadsFolder: z.nullable(z.string().check(z.minLength(1), z.maxLength(4096))),
    /** How many servers a job works on at the same time. */
    serversAtOnce: z.int().check(z.minimum(1), z.maximum(32)),
  }),
);
export type Settings = z.infer<typeof Settings>;

/** Twelve at once is where more connections no longer make a job faster, as measured on two cores. */
export const defaultSettings: Settings = { theme: 'system', downloadsFolder: null, serversAtOnce: 12 };

/** What the window may change by itself. A folder is chosen in a dialog of the main process. */
export const SettingsChange = z.strictObject({
  theme: z.optional(Theme),
  serversAtOnce: z.optional(Settings.def.innerType.shape.serversAtOnce),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

export const KeychainState = z.enum(['working', 'locked', 'absent', 'slow', 'failing']);
export type KeychainState = z.infer<typeof KeychainState>;

/** The settings with what the screen shows beside them. */
export const SettingsView = z.readonly(
  z.object({
    settings: Settings,
    /** The folder that downloads go to now. */
    downloadsFolder: z.string(),
    dataFolder: z.string(),
    pinnedHostKeys: z.int().check(z.nonnegative()),
  }),
);
export type SettingsView = z.infer<typeof SettingsView>;
