package org.pennypost.store.maildir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every name comes back as it was. */
class NameCodePropertyTest {
    @Property
    void namesComeBack(@ForAll("names") String name) {
        byte[] code = new byte[name.length() * 6 + 7];
        int end = NameCode.encode(name, code, 7);
        assertEquals(name, NameCode.decode(code, 7, end));
    }

    @Property(tries = 50)
    void ourNamesTakeHalfTheirOctets(@ForAll("sizes") int size) {
        String name = FileName.inCur(FileName.fresh(1_764_111_111L, 1_764_000_000L, 77, size, size), "S");
        assertTrue(NameCode.encode(name, new byte[600], 0) < 48, name);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(0, 99_999_999);
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> likely =
                Arbitraries.strings().withChars("0123456789,S=W:2.MU_abc").ofMaxLength(80);
        Arbitrary<String> any = Arbitraries.strings()
                .ofMaxLength(40)
                .filter(text -> text.codePoints().allMatch(c -> c < 0xD800 || c > 0xDFFF));
        return Arbitraries.oneOf(likely, any);
    }
}
