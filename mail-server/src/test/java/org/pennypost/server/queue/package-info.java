/** The queue: its files, its schedule, and mail that really travels. */
package org.pennypost.server.queue;
