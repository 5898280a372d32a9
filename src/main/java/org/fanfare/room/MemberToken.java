package org.fanfare.room;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a member shows to go on as the same member: a bearer secret. Its name is the secret's digest, so that every node can tell a
 * token from one that somebody made up who knows the name.
 *
 * @param name of an anonymous member, which all may know
 * @param secret which only the member knows
 */
public record MemberToken(String name, String secret) {
    /** How many random bytes make a token. */
    public static final int RANDOM_BYTES = 16;

    private static final Pattern FORM = Pattern.compile("[0-9a-z]{1,32}\\.[0-9a-z]{1,32}");

    /** The token of some random bytes, {@value #RANDOM_BYTES} of them. */
    public static MemberToken of(byte[] random) {
        return ofSecret(text(random));
    }

    private static MemberToken ofSecret(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return new MemberToken(text(digest), secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Its first 126 bits. */
    private static String text(byte[] bytes) {
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        return Long.toString(numbers.getLong() & Long.MAX_VALUE, 36)
                + Long.toString(numbers.getLong() & Long.MAX_VALUE, 36);
    }

    /** Reads a token; null if it is none. */
    public static @Nullable MemberToken parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        int dot = text.indexOf('.');
        MemberToken token = ofSecret(text.substring(dot + 1));
        return token.name.equals(text.substring(0, dot)) ? token : null;
    }

    /** The token as clients get it. */
    public String text() {
        return name + "." + secret;
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "MemberToken[" + name + "]";
    }
}
