package org.fanfare.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.fanfare.security.OriginPolicy.Verdict;
import org.junit.jupiter.api.Test;

class OriginPolicyTest {
    private static final String OWN = "https://push.example";
    private static final String APP = "https://app.example";

    @Test
    void byDefaultOnlyTheSameOriginMayConnect() {
        OriginPolicy policy = new OriginPolicy(Set.of());

        assertEquals(Verdict.SAME, policy.judge(null, OWN));
        assertEquals(Verdict.SAME, policy.judge("https://PUSH.example", OWN));
        assertEquals(Verdict.REFUSED, policy.judge(APP, OWN));
        assertEquals(Verdict.REFUSED, policy.judge("null", OWN));
        assertEquals(Verdict.REFUSED, policy.judge("https://push.example.evil.example", OWN));
    }

    @Test
    void aListedOriginMayConnectAndNoOther() {
        OriginPolicy policy = new OriginPolicy(Set.of(APP));

        assertEquals(Verdict.ALLOWED, policy.judge(APP, OWN));
        assertEquals(Verdict.REFUSED, policy.judge("http://app.example", OWN));
        assertTrue(policy.isListed(APP));
    }

    @Test
    void aStarAllowsAllButListsNone() {
        OriginPolicy policy = new OriginPolicy(Set.of("*"));

        assertEquals(Verdict.ALLOWED, policy.judge(APP, OWN));
        assertFalse(policy.isListed(APP));
    }
}
