/**
 * What a person types.
 *
 * <pre>
 *   pennypost [serve] [--data DIR] [--config FILE]
 *   pennypost user add|list|passwd|remove [NAME] [--data DIR] [--config FILE] [--password-stdin]
 *   pennypost mailbox list|status|verify|repair|reindex [--user NAME] [--data DIR] [--config FILE]
 *   pennypost mailbox import --user NAME [--into MAILBOX] [--format FORM] PATH
 *   pennypost mailbox export --user NAME [--mailbox MAILBOX] [--format FORM] DIR
 *   pennypost cert show|renew|trust [--data DIR] [--config FILE]
 *   pennypost demo [--data DIR]
 * </pre>
 *
 * <p>What is asked for goes to the standard output, what is wrong to the error stream in one line, and the exit status
 * is one of {@link org.pennypost.server.ExitStatus}. Not here: what the commands do.
 */
package org.pennypost.server.command;
