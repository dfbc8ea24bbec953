/** What maildrops of one's own must pass: {@link org.pennypost.pop.testing.MaildropContract}, which their test extends. */
package org.pennypost.pop.testing;
