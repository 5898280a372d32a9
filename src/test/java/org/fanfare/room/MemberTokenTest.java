package org.fanfare.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTokenTest {

    @Test
    void aTokenIsKnownAgainByItsText() {
        MemberToken token = token(7);

        assertEquals(token, MemberToken.parse(token.text()));
    }

    @Test
    void differentSecretsHaveDifferentNames() {
        assertNotEquals(token(7).name(), token(8).name());
    }

    @Test
    void whoKnowsOnlyTheNameCannotMakeTheToken() {
        assertNull(MemberToken.parse(token(7).name() + "." + token(8).secret()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.", ".b", "a.b", "A.b", "a.b.c", "~a.b"})
    void whatHasAnotherFormIsNoToken(String text) {
        assertNull(MemberToken.parse(text));
    }

    @Test
    void aLongTextIsNoToken() {
        assertNull(MemberToken.parse("a".repeat(1_000_000)));
    }

    @Test
    void aTokenDoesNotShowItsSecret() {
        MemberToken token = token(7);

        assertFalse(token.toString().contains(token.secret()));
    }

    private static MemberToken token(int seed) {
        byte[] random = new byte[MemberToken.RANDOM_BYTES];
        Arrays.fill(random, (byte) seed);
        return MemberToken.of(random);
    }
}
