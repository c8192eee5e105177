-- Whether the clock stands behind is told by the last entry of the log: no index over millions of records has to be kept for it, nor made after a district was loaded.
drop index registry.record_known;
