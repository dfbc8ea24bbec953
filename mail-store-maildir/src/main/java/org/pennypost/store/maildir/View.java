package org.pennypost.store.maildir;

import org.pennypost.core.mailbox.Picture;

/** What a process knows of a Maildir at one moment: the picture, and where each of its messages is. Immutable. */
record View(Picture picture, Places places) {}
