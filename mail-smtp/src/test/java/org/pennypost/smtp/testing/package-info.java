/** What tests of SMTP share, mail-server's too: sites as the set-up lines of a dialogue want them. */
package org.pennypost.smtp.testing;
