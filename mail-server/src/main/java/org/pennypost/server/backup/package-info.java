/**
 * Copies of all that a server keeps, made while it runs: users, certificates, mail, the queue.
 *
 * <pre>
 *   REPOSITORY/objects/ab/abcdef...   contents by their SHA-256, written once and never changed
 *   REPOSITORY/snapshots/TIME.tsv     what was where: one {@link org.pennypost.server.backup.Manifest} for each backup
 * </pre>
 *
 * <p>A snapshot names every file, so each is a full backup; what did not change costs a line. A snapshot is there when all
 * that it names is on the disk, so one that was cut short leaves those before it as they were. Not here: encryption; whoever
 * reads the repository reads the mail, as with the data directory itself.
 */
package org.pennypost.server.backup;
