/**
 * A PostgreSQL as `docs/register.md` advises: of what it comes with two settings are changed, which are meant for machines of long ago. A district of 130,000 people fits into
 * the buffers; the log is not brought to the disk again every few seconds while a lot is written.
 */
export const officeSettings = ["-c", "shared_buffers=2GB", "-c", "max_wal_size=4GB"];
