/** Backups of stores at rest, in use, and cut short. */
package org.pennypost.server.backup;
