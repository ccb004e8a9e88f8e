import * as z from 'zod/mini';
import { RegionId } from './ids.ts';

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

export const Section = z.enum(['key-pairs', 'servers', 'activity', 'settings']);
export type Section = z.infer<typeof Section>;

/** The tables whose columns and order are kept. */
export const TableName = z.enum(['key-pairs', 'servers', 'activity']);
export type TableName = z.infer<typeof TableName>;

const columnId = z.string().check(z.minLength(1), z.maxLength(40));

/** How a table was left: what is not shown, and what it is sorted by (null: as at first). */
export const TableLayout = z.readonly(
  z.object({
    hiddenColumns: z.readonly(z.array(columnId).check(z.maxLength(40))),
    sort: z.nullable(z.readonly(z.object({ id: columnId, desc: z.boolean() }))),
  }),
);
export type TableLayout = z.infer<typeof TableLayout>;

export const TableLayouts = z.readonly(z.partialRecord(TableName, TableLayout));
export type TableLayouts = z.infer<typeof TableLayouts>;

/** In seconds. A logon has twenty at most: until then a server that says nothing holds up its place in a job. */
export const timeoutRange = { min: 3, max: 20 } as const;

const timeout = z.int().check(z.minimum(timeoutRange.min), z.maximum(timeoutRange.max));

/** What the user may choose; every one has a default, so that a store without settings is a whole one. */
export const Settings = z.readonly(
  z.object({
    theme: Theme,
    /** Where `<name>.pem` is saved; null is the operating system's own Downloads folder. */
    downloadsFolder: z.nullable(z.string().check(z.minLength(1), z.maxLength(4096))),
    /** How many servers a job works on at the same time. */
    serversAtOnce: z.int().check(z.minimum(1), z.maximum(32)),
    /** How long a server may take until it accepts a connection. */
    connectSeconds: timeout,
    /** How long it may take from there until the logon is over. */
    logonSeconds: timeout,
    /** Whether also that is asked about which loses nothing that can't be entered again. */
    confirmHarmless: z.boolean(),
    tables: TableLayouts,
    /** Where the window was last. */
    section: Section,
    regionId: z.nullable(RegionId),
  }),
);
export type Settings = z.infer<typeof Settings>;

/** Twelve at once is where more connections no longer make a job faster, as measured on two cores. */
export const defaultSettings: Settings = {
  theme: 'system',
  downloadsFolder: null,
  serversAtOnce: 12,
  connectSeconds: 10,
  logonSeconds: 20,
  confirmHarmless: true,
  tables: {},
  section: 'key-pairs',
  regionId: null,
};

/** What the window may change by itself. A folder is chosen in a dialog of the main process. */
export const SettingsChange = z.strictObject({
  theme: z.optional(Theme),
  serversAtOnce: z.optional(Settings.def.innerType.shape.serversAtOnce),
  connectSeconds: z.optional(timeout),
  logonSeconds: z.optional(timeout),
  confirmHarmless: z.optional(z.boolean()),
  /** Only the tables that have changed. */
  tables: z.optional(TableLayouts),
  section: z.optional(Section),
  regionId: z.optional(z.nullable(RegionId)),
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
