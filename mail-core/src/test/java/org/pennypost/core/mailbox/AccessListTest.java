package org.pennypost.core.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pennypost.core.mailbox.AccessList.Visitor;
import org.pennypost.core.text.SyntaxException;

/** Rights and who has them: RFC 4314 §2. */
class AccessListTest {
    private static final String[] WHO = {"bob", "carol", "authenticated", "anyone", "owner", "$team"};

    // RFC4314-2.1.1-a, RFC4314-2.1.1-b, RFC4314-2.1.1-d, RFC4314-2.1.1-e, RFC4314-2.1.1-g
    @Test
    void oldLettersStandForTheirMembers() {
        assertEquals(Rights.parse("kx"), Rights.parse("c"));
        assertEquals(Rights.parse("te"), Rights.parse("dt"));
        assertEquals("lrswikxtecda", Rights.parse("lrswicda").toString());
        assertEquals("kc", Rights.parse("k").toString());
        assertEquals("ed", Rights.parse("e").toString());
        assertEquals("lrswipkxtecda", Rights.ALL.toString());
        assertEquals("lrswipkxtea", Rights.ALL.letters());
        assertEquals("", Rights.NONE.toString());
    }

    // RFC4314-3.1-b, RFC4314-3.1-c
    @Test
    void whatIsNoRightIsRefused() {
        for (String letters : new String[] {"q", "L", "lrQ", "0", "l r", "é", "+l"}) {
            assertThrows(SyntaxException.class, () -> Rights.parse(letters), letters);
        }
    }

    // RFC4314-3-a, RFC4314-3-b
    @Test
    void identifiersArePrepared() {
        assertEquals("bob", AccessList.identifier("b\u00ADob"));
        assertEquals("-IX", AccessList.identifier("-\u2168"));
        for (String text : new String[] {"", "-", "\u00AD", "-\u00AD", "a\u0000b", "a\nb", "x".repeat(256)}) {
            assertThrows(SyntaxException.class, () -> AccessList.identifier(text));
        }
    }

    @Test
    void namesThatMeanSomethingElseGetNothing() throws StoreException {
        AccessList list = AccessList.PRIVATE
                .with("-fred", Rights.parse("w"))
                .with("owner", Rights.ALL)
                .with("$team", Rights.ALL);
        for (String name : new String[] {"-fred", "owner", "$team"}) {
            assertEquals(Rights.NONE, list.rights(new Visitor(name, true)), name);
        }
    }

    /** The algebra against the plainest model: a right is there if the first entry that counts has it and no other takes it. */
    // RFC4314-2-c, RFC4314-2-f
    @Property(tries = 500)
    void rightsAreThoseOfTheModel(@ForAll @Size(max = 12) int[] acts, @ForAll boolean authenticated)
            throws StoreException {
        AccessList list = AccessList.PRIVATE;
        Map<String, Set<Right>> model = new HashMap<>();
        for (int act : acts) {
            String who = ((act & 1) == 0 ? "" : "-") + WHO[(act >>> 1) % WHO.length];
            Set<Right> named = EnumSet.noneOf(Right.class);
            for (Right right : Right.values()) {
                if ((act >>> 8 & 1 << right.ordinal()) != 0) {
                    named.add(right);
                }
            }
            Rights rights = Rights.of(named.toArray(new Right[0]));
            Set<Right> before = model.getOrDefault(who, EnumSet.noneOf(Right.class));
            Set<Right> after = EnumSet.copyOf(before);
            switch (act >>> 30) {
                case 0 -> {
                    list = list.with(who, rights);
                    after = named;
                }
                case 1 -> {
                    list = list.with(who, list.of(who).with(rights));
                    after.addAll(named);
                }
                case 2 -> {
                    list = list.with(who, list.of(who).without(rights));
                    after.removeAll(named);
                }
                default -> list = list.without(who);
            }
            if (act >>> 30 == 3) {
                model.remove(who);
            } else {
                model.put(who, after);
            }
        }
        assertEquals(model.keySet(), new TreeMap<>(list.entries()).keySet());
        for (Right right : Right.values()) {
            boolean has = modelled(right, authenticated, model);
            assertEquals(has, list.rights(new Visitor("bob", authenticated)).contains(right));
        }
    }

    @Property
    void lettersAreReadAsTheyWereWritten(@ForAll int bits) {
        Rights rights = Rights.NONE;
        for (Right right : Right.values()) {
            rights = (bits & 1 << right.ordinal()) != 0 ? rights.with(Rights.of(right)) : rights;
        }
        assertEquals(rights, Rights.parse(rights.letters()));
        assertEquals(rights.with(closed(rights)), Rights.parse(rights.toString()));
    }

    /** What a client gives back when it sends the letters that it saw. */
    private static Rights closed(Rights rights) {
        Rights more = rights.containsAny(Rights.CREATE) ? Rights.CREATE : Rights.NONE;
        return rights.containsAny(Rights.DELETE) ? more.with(Rights.DELETE) : more;
    }

    private static boolean modelled(Right right, boolean authenticated, Map<String, Set<Right>> model) {
        String first = model.containsKey("bob")
                ? "bob"
                : authenticated && model.containsKey("authenticated") ? "authenticated" : "anyone";
        Set<Right> none = Set.of();
        return model.getOrDefault(first, none).contains(right)
                && !model.getOrDefault("-bob", none).contains(right)
                && !(authenticated && model.getOrDefault("-authenticated", none).contains(right))
                && !model.getOrDefault("-anyone", none).contains(right);
    }
}
