/** Of the snapshot's format; a change that old readers cannot take raises it. */
export const SNAPSHOT_SCHEMA_VERSION = 1;
