package org.pennypost.core.mailbox;

/** A mailbox that keeps what protocol modules have worked out about its messages; a mailbox may implement it. */
public interface CachingMailbox {
    /** The cache of one format for this mailbox. Does not block. */
    MessageCache cache(CacheFormat format);
}
