package org.fanfare.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the text of a setting is read, and which values it may have. */
interface ValueType<T> {

    /** Reads a text that has no white space around it; empty if the value is not allowed. */
    Optional<T> parse(String text);

    /** What is allowed, as the end of the sentence "must be …". */
    String allowed();

    /** Whole numbers between two bounds, both allowed. */
    record Whole(int least, int most) implements ValueType<Integer> {
        private static final Pattern FORM = Pattern.compile("[0-9]{1,10}");

        @Override
        public Optional<Integer> parse(String text) {
            return Optional.of(text)
                    .filter(FORM.asMatchPredicate())
                    .map(Long::parseLong)
                    .filter(number -> number >= least && number <= most)
                    .map(Long::intValue);
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** Numbers with at most three decimal places between two bounds, both allowed. */
    record Decimal(double least, double most) implements ValueType<Double> {
        private static final Pattern FORM = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,3})?");

        @Override
        public Optional<Double> parse(String text) {
            return Optional.of(text)
                    .filter(FORM.asMatchPredicate())
                    .map(Double::valueOf)
                    .filter(number -> number >= least && number <= most);
        }

        @Override
        public String allowed() {
            return "a number from " + least + " to " + most;
        }
    }

    /**
     * Times between two bounds, both allowed.
     *
     * @param step the value is a multiple of it
     */
    record Time(Duration least, Duration most, Duration step) implements ValueType<Duration> {
        Time(Duration least, Duration most) {
            this(least, most, Duration.ofMillis(1));
        }

        @Override
        public Optional<Duration> parse(String text) {
            return Durations.parse(text)
                    .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
                    .filter(time -> time.toMillis() % step.toMillis() == 0);
        }

        @Override
        public String allowed() {
            String steps = step.toMillis() == 1 ? "" : " in steps of " + Durations.text(step);
            return "a time from " + Durations.text(least) + " to " + Durations.text(most) + steps;
        }
    }

    /** Sizes in bytes between two bounds, both allowed. */
    record Size(long leastBytes, long mostBytes) implements ValueType<Long> {
        @Override
        public Optional<Long> parse(String text) {
            return Sizes.parse(text).stream()
                    .boxed()
                    .filter(bytes -> bytes >= leastBytes && bytes <= mostBytes)
                    .findFirst();
        }

        @Override
        public String allowed() {
            return "a size from " + Sizes.text(leastBytes) + " to " + Sizes.text(mostBytes);
        }
    }

    /**
     * Short texts of a certain form.
     *
     * @param form what the whole text matches
     * @param allowed the form in words
     */
    record Text(Pattern form, String allowed) implements ValueType<String> {
        static final Text NAME = new Text(
                Pattern.compile("[A-Za-z0-9._-]{1,64}"), "at most 64 letters, digits, dots, hyphens and underscores");
        static final Text PRINTABLE = new Text(
                Pattern.compile("\\P{Cntrl}{1,255}"), "at most 255 characters, none of them a control character");
        static final Text JNDI = new Text(
                Pattern.compile("(?:java:)?[A-Za-z0-9._/-]{1,255}"), "a JNDI name such as jms/Name or java:/jms/Name");

        @Override
        public Optional<String> parse(String text) {
            return Optional.of(text).filter(form.asMatchPredicate());
        }
    }

    /** On or off. */
    record Flag() implements ValueType<Boolean> {
        @Override
        public Optional<Boolean> parse(String text) {
            return switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public String allowed() {
            return "true or false";
        }
    }

    /** The constants of an enum, in lower case and with hyphens. */
    record Word<E extends Enum<E>>(Class<E> constants) implements ValueType<E> {
        @Override
        public Optional<E> parse(String text) {
            return Arrays.stream(constants.getEnumConstants())
                    .filter(constant -> text(constant).equals(text))
                    .findFirst();
        }

        @Override
        public String allowed() {
            return Arrays.stream(constants.getEnumConstants()).map(Word::text).collect(Collectors.joining(" or "));
        }

        private static String text(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
