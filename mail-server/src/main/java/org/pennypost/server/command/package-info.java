/**
 * What a person types.
 *
 * <pre>
 *   pennypost [serve] [--data DIR] [--config FILE]
 *   pennypost config check|show|defaults
 *   pennypost reload
 *   pennypost user add|list|passwd|remove|disable|enable|protocols|quota [NAME] [--password-stdin]
 *   pennypost mailbox list|status|verify|repair|reindex [--user NAME]
 *   pennypost mailbox export --user NAME [--mailbox MAILBOX] [--format FORM] DIR
 *   pennypost import --user NAME [--into MAILBOX] [--format FORM] PLACE
 *   pennypost backup [list|verify|prune] DIR
 *   pennypost restore DIR --data NEW
 *   pennypost queue list|show|flush|hold|release|remove [ID]
 *   pennypost cert show|renew|trust
 *   pennypost dns show
 *   pennypost client show|autoconfig|mobileconfig
 *   pennypost dkim show
 *   pennypost trace ID|ADDRESS
 *   pennypost evidence list|show|prove|verify|export|checkpoint
 *   pennypost demo
 * </pre>
 *
 * <p>All that are about a server take {@code --data} and {@code --config}; lists have a heading, and with
 * {@code --plain} none and tabs. What is asked for goes to the standard output, what is wrong to the error stream in one
 * line, and the exit status is one of {@link org.pennypost.server.ExitStatus}. Not here: what the commands do.
 */
package org.pennypost.server.command;
