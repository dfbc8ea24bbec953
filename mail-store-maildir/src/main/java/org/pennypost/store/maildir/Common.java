package org.pennypost.store.maildir;

import java.time.InstantSource;

/**
 * What all accounts of a store have in common.
 *
 * @param limits of those accounts that have none of their own
 */
record Common(Disk disk, InstantSource time, Quota.Limits limits, Sharers sharers, WatchedFolders watched) {}
