package org.fanfare.protocol;

import java.util.SplittableRandom;

/** Random JSON texts, each the same for the same random numbers. */
final class RandomJson {
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t \r\n"};
    private static final String[] SCALARS = {
        "0",
        "-0",
        "1.0",
        "1e5",
        "1E+2",
        "-12.50e-3",
        "true",
        "false",
        "null",
        "\"\"",
        "\"a b\"",
        "\"\\u00e9\\\\\"",
        "\"{\\\"x\\\": [1, 2]}\"",
        "\"é€𝄞\"",
        "\"\\/ \\t\\r\\n\"",
        "12345678901234567890"
    };

    private final SplittableRandom random;
    private final boolean spaced;

    RandomJson(SplittableRandom random, boolean spaced) {
        this.random = random;
        this.spaced = spaced;
    }

    /** A value with at most so many containers inside one another. */
    String value(int depth) {
        int choice = random.nextInt(depth > 0 ? 4 : 2);
        String value = switch (choice) {
            case 2 -> container('[', ']', depth, false);
            case 3 -> container('{', '}', depth, true);
            default -> SCALARS[random.nextInt(SCALARS.length)];
        };
        return space() + value + space();
    }

    private String container(char open, char close, int depth, boolean named) {
        StringBuilder text = new StringBuilder().append(open).append(space());
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : ",");
            if (named) {
                text.append(space())
                        .append("\"m ")
                        .append(i)
                        .append('"')
                        .append(space())
                        .append(':');
            }
            text.append(value(depth - 1));
        }
        return text.append(close).toString();
    }

    private String space() {
        return spaced ? SPACES[random.nextInt(SPACES.length)] : "";
    }
}
