package org.pennypost.server.authentication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pennypost.server.dkim.ArcResult;
import org.pennypost.server.dkim.DkimResult;
import org.pennypost.server.dmarc.DmarcPolicy;
import org.pennypost.server.dmarc.DmarcResult;
import org.pennypost.server.spf.SpfResult;

class FindingsTest {
    // RFC 8617 §7.2.1
    @Test
    void onlyWhomWeTrustCanVouch() {
        String seen = "i=1; lists.example; spf=pass; dmarc=pass header.from=bank.example";
        ArcResult chain = new ArcResult(ArcResult.Verdict.PASS, "lists.example", seen, "");
        ArcResult unproven = new ArcResult(ArcResult.Verdict.PASS, "lists.example", "i=1; x; dmarc=fail", "");
        ArcResult broken = new ArcResult(ArcResult.Verdict.FAIL, "", "", "i=1 seal did not verify");
        List<String> trusted = List.of("lists.example");
        assertEquals(DmarcPolicy.NONE, findings(chain).deserved(trusted));
        assertEquals(DmarcPolicy.REJECT, findings(chain).deserved(List.of("other.example")));
        assertEquals(DmarcPolicy.REJECT, findings(chain).deserved(List.of()));
        assertEquals(DmarcPolicy.REJECT, findings(unproven).deserved(trusted));
        assertEquals(DmarcPolicy.REJECT, findings(broken).deserved(trusted));
        String field = ResultsField.of("mx.example.org", "", findings(chain), trusted);
        assertTrue(field.contains("arc=pass (sealed by lists.example)"), field);
        assertTrue(
                field.contains("dmarc=fail (p=reject, vouched for by lists.example) header.from=bank.example"), field);
    }

    // RFC 8601 §2.2: a property's value may be a quoted string, and a comment may stand anywhere
    @Test
    void whatAStrangerCallsHimselfVouchesForNothing() {
        for (String seen : List.of(
                "i=1; x; dmarc=fail; spf=pass smtp.mailfrom=\"a; dmarc=pass \"@evil.example",
                "i=1; x; spf=pass smtp.mailfrom=\"\\\"; dmarc=pass \"@evil.example; dmarc=fail",
                "i=1; x; dmarc=fail (from a; dmarc=pass (b); dmarc=pass)")) {
            ArcResult chain = new ArcResult(ArcResult.Verdict.PASS, "lists.example", seen, "");
            assertEquals(DmarcPolicy.REJECT, findings(chain).deserved(List.of("lists.example")), seen);
        }
        ArcResult commented = new ArcResult(
                ArcResult.Verdict.PASS, "lists.example", "i=1; x; (;) dmarc=pass (p=reject) header.from=a", "");
        assertEquals(DmarcPolicy.NONE, findings(commented).deserved(List.of("lists.example")));
    }

    // RFC 8601 §2.2: what a stranger chose can end neither a value nor a comment nor the field
    @Test
    void strangersWriteNothingIntoOurField() {
        String evil = "a\"b\\c\r\nX: y; dkim=pass (z";
        Findings findings = new Findings(
                new SpfResult(SpfResult.Verdict.PERMERROR, evil, evil),
                List.of(new DkimResult(
                        DkimResult.Verdict.FAIL,
                        Optional.of(new DkimResult.Signed(evil, evil, "rsa-sha256", evil)),
                        evil)),
                ArcResult.NONE,
                new DmarcResult(
                        DmarcResult.Verdict.NONE, "", DmarcPolicy.NONE, DmarcPolicy.NONE, "", Optional.empty()));
        String field = ResultsField.of("mx.example.org", evil + "@x.example", findings, List.of());
        assertFalse(field.contains("\nX"), field);
        assertTrue(field.contains("smtp.mailfrom=\"a\\\"b\\\\c??X: y; dkim=pass (z@x.example\""), field);
        assertTrue(field.contains("(a\"b?c??X: y; dkim=pass ?z)"), field);
        assertTrue(
                field.replaceAll("\r\n\t", "").indexOf('\r')
                        == field.replaceAll("\r\n\t", "").length() - 2,
                field);
    }

    @Test
    void whatSpeaksAgainstTheSenderCountsUnlessSpfSpeaksForHim() {
        ArcResult none = new ArcResult(ArcResult.Verdict.NONE, "", "", "");
        assertTrue(
                findings(SpfResult.Verdict.FAIL, none, DmarcResult.Verdict.PASS).isSenderForged());
        assertTrue(
                findings(SpfResult.Verdict.NONE, none, DmarcResult.Verdict.FAIL).isSenderForged());
        assertFalse(
                findings(SpfResult.Verdict.PASS, none, DmarcResult.Verdict.FAIL).isSenderForged());
        assertFalse(findings(SpfResult.Verdict.SOFTFAIL, none, DmarcResult.Verdict.NONE)
                .isSenderForged());
    }

    private static Findings findings(ArcResult arc) {
        return findings(SpfResult.Verdict.FAIL, arc, DmarcResult.Verdict.FAIL);
    }

    private static Findings findings(SpfResult.Verdict spf, ArcResult arc, DmarcResult.Verdict dmarc) {
        return new Findings(
                new SpfResult(spf, "bank.example", ""),
                List.of(),
                arc,
                new DmarcResult(dmarc, "bank.example", DmarcPolicy.REJECT, DmarcPolicy.REJECT, "", Optional.empty()));
    }
}
