package org.fanfare.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A list of web origins (RFC 6454) parted by commas, written as browsers send them; or {@code *} for all. */
record Origins() implements ValueType<Set<String>> {
    /** Stands for all origins. */
    static final String ALL = "*";

    private static final Pattern FORM =
            Pattern.compile("[a-z][a-z0-9+.-]{0,30}://(?:[a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}])(?::[0-9]{1,5})?");

    @Override
    public Optional<Set<String>> parse(String text) {
        Set<String> origins = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String origin = part.strip().toLowerCase(Locale.ROOT);
            if (!origin.equals(ALL) && !FORM.matcher(origin).matches()) {
                return Optional.empty();
            }
            origins.add(withoutDefaultPort(origin));
        }
        return Optional.of(Set.copyOf(origins));
    }

    /** A browser never sends the default port of a scheme. */
    private static String withoutDefaultPort(String origin) {
        if (origin.startsWith("https://") && origin.endsWith(":443")) {
            return origin.substring(0, origin.length() - ":443".length());
        }
        if (origin.startsWith("http://") && origin.endsWith(":80")) {
            return origin.substring(0, origin.length() - ":80".length());
        }
        return origin;
    }

    @Override
    public String allowed() {
        return "origins such as https://app.example.com parted by commas, or * for all";
    }
}
