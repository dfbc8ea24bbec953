package org.pennypost.core.mailbox;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What STORE does to the flags of a message, RFC 9051 §6.4.6.
 *
 * @param flags none that is not in {@code groups}
 * @param groups the flags that it may touch; the others stay as they are
 */
public record FlagChange(Mode mode, Flags flags, Set<Group> groups) {
    /** A change of any flags. */
    public FlagChange(Mode mode, Flags flags) {
        this(mode, flags, EnumSet.allOf(Group.class));
    }

    public FlagChange {
        groups = Set.copyOf(groups);
        flags = among(flags, groups);
    }

    /** The flags that have a right of their own, RFC 4314 §4. */
    public enum Group {
        /** \Seen. */
        SEEN(Right.SEEN),
        /** \Deleted. */
        DELETED(Right.DELETE_MESSAGES),
        /** All others. */
        OTHERS(Right.WRITE);

        private final Right right;

        Group(Right right) {
            this.right = right;
        }

        /** Who has it may set and clear these flags. */
        public Right right() {
            return right;
        }

        /** The group of a flag. */
        public static Group of(Flag flag) {
            return flag.equals(Flag.SEEN) ? SEEN : flag.equals(Flag.DELETED) ? DELETED : OTHERS;
        }

        private static long bits(Set<Group> groups) {
            long seen = FlagTable.SYSTEM.mask(Flag.SEEN);
            long deleted = FlagTable.SYSTEM.mask(Flag.DELETED);
            return (groups.contains(SEEN) ? seen : 0)
                    | (groups.contains(DELETED) ? deleted : 0)
                    | (groups.contains(OTHERS) ? ~(seen | deleted) : 0);
        }
    }

    /** The flags that are in one of these groups. */
    public static Flags among(Flags flags, Set<Group> groups) {
        List<Flag> some = new ArrayList<>();
        for (Flag flag : flags) {
            if (groups.contains(Group.of(flag))) {
                some.add(flag);
            }
        }
        return some.size() == flags.size() ? flags : Flags.of(some);
    }

    /** The same, touching no flags but these. */
    public FlagChange within(Set<Group> some) {
        Set<Group> both = EnumSet.noneOf(Group.class);
        both.addAll(groups);
        both.retainAll(some);
        return new FlagChange(mode, flags, both);
    }

    /** How. */
    public enum Mode {
        /** Add these: {@code +FLAGS}. */
        ADD,
        /** Remove these: {@code -FLAGS}. */
        REMOVE,
        /** Have exactly these: {@code FLAGS}. */
        REPLACE
    }

    /** The flags of a message after the change. */
    public Flags applied(Flags before) {
        switch (mode) {
            case ADD:
                return before.with(flags);
            case REMOVE:
                return before.without(flags);
            default:
                return flags.with(before.without(among(before, groups)));
        }
    }

    /** The same on bits of a {@link FlagTable}: {@code bits} are those of {@link #flags}. */
    public long applied(long before, long bits) {
        switch (mode) {
            case ADD:
                return before | bits;
            case REMOVE:
                return before & ~bits;
            default:
                return bits | before & ~Group.bits(groups);
        }
    }
}
