package org.fanfare.topic;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which payloads a subscriber wants: each key names a member of the payload, and the member's value must equal one of the key's
 * values. Every key must match; the empty filter lets everything pass. Immutable; equal by what it wants, in any order.
 *
 * <p>A key is looked up so: a member of the whole name wins. Without one, the shortest part before a dot that names an object is
 * entered, and what follows that dot is looked up there in the same way; no other part is tried. So {@code a.b.c} finds
 * {@code {"a.b.c":1}}, {@code {"a":{"b":{"c":1}}}}, {@code {"a":{"b.c":1}}} and {@code {"a.b":{"c":1}}}. What is found nowhere,
 * and an array or an object, equals nothing.
 *
 * @param wanted at most {@value #MAX_KEYS} keys of at most {@value #MAX_KEY_CHARS} characters and {@value #MAX_KEY_DOTS} dots,
 *     each with 1 to {@value #MAX_VALUES} values; all texts together at most {@value #MAX_CHARS} characters
 */
public record Filter(Map<String, Set<Value>> wanted) {
    public static final int MAX_KEYS = 16;
    public static final int MAX_VALUES = 32;
    public static final int MAX_KEY_CHARS = 128;
    public static final int MAX_KEY_DOTS = 8;
    public static final int MAX_CHARS = 8192;

    /** The filter that lets everything pass. */
    public static final Filter NONE = new Filter(Map.of());

    /**
     * Checks and copies what is wanted.
     *
     * @throws InvalidFilterException if it is past the bounds
     */
    public Filter {
        wanted = checked(wanted);
    }

    /**
     * The filter of these keys and values. Repeated values count towards the bounds.
     *
     * @throws InvalidFilterException if it is past the bounds
     */
    public static Filter of(Map<String, ? extends Collection<? extends Value>> wanted) {
        return new Filter(checked(wanted));
    }

    private static Map<String, Set<Value>> checked(Map<String, ? extends Collection<? extends Value>> wanted) {
        if (wanted.size() > MAX_KEYS) {
            throw new InvalidFilterException("it has " + wanted.size() + " keys; use at most " + MAX_KEYS);
        }
        Map<String, Set<Value>> checked = new LinkedHashMap<>();
        int chars = 0;
        for (var entry : wanted.entrySet()) {
            String key = entry.getKey();
            checkKey(key);
            checkCount(key, entry.getValue().size());
            chars += key.length();
            for (Value value : entry.getValue()) {
                chars += value.length();
            }
            checked.put(key, Set.copyOf(entry.getValue()));
        }
        if (chars > MAX_CHARS) {
            throw new InvalidFilterException("its keys and values are longer than " + MAX_CHARS + " characters");
        }
        return Map.copyOf(checked);
    }

    private static void checkKey(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY_CHARS) {
            throw new InvalidFilterException(
                    "the key '" + Shown.of(key) + "' is empty or longer than " + MAX_KEY_CHARS + " characters");
        }
        if (key.chars().filter(c -> c == '.').count() > MAX_KEY_DOTS) {
            throw new InvalidFilterException("the key '" + Shown.of(key) + "' has more than " + MAX_KEY_DOTS + " dots");
        }
    }

    private static void checkCount(String key, int values) {
        if (values == 0 || values > MAX_VALUES) {
            throw new InvalidFilterException(
                    "the key '" + Shown.of(key) + "' has " + values + " values; use 1 to " + MAX_VALUES);
        }
    }

    /** Tells whether everything passes. */
    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    /** Tells whether a payload passes. Pass {@link Fields#NONE} for a payload that is no object. */
    public boolean matches(Fields payload) {
        for (var entry : wanted.entrySet()) {
            if (!anyEquals(entry.getValue(), find(payload, entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean anyEquals(Set<Value> values, Field field) {
        for (Value value : values) {
            if (value.equalTo(field)) {
                return true;
            }
        }
        return false;
    }

    private static Field find(Fields payload, String key) {
        Fields object = payload;
        String name = key;
        Field field = object.get(name);
        int dot = name.indexOf('.');
        while (field == Field.Plain.ABSENT && dot >= 0) {
            if (object.get(name.substring(0, dot)) instanceof Field.Nested nested) {
                object = nested.fields();
                name = name.substring(dot + 1);
                field = object.get(name);
                dot = name.indexOf('.');
            } else {
                dot = name.indexOf('.', dot + 1);
            }
        }
        return field;
    }

    /** A value that is wanted. */
    public sealed interface Value {
        /** Tells whether what a payload holds is this value. */
        boolean equalTo(Field field);

        /** How many characters it holds, for the bound. */
        default int length() {
            return 0;
        }

        /** A string, equal to the same string only. */
        record Text(String value) implements Value {
            @Override
            public boolean equalTo(Field field) {
                return field instanceof Field.Text text && text.value().equals(value);
            }

            @Override
            public int length() {
                return value.length();
            }
        }

        /**
         * A number, equal to numbers of the same value: {@code 1.0} is {@code 1}. A payload's number that is written with more than
         * {@value #MAX_CHARS} characters equals none, because the time to read it grows with the square of its length.
         */
        record Decimal(BigDecimal value) implements Value {
            public static final int MAX_CHARS = 100;
            private static final int MAX_BITS = 333;
            private static final int MAX_SCALE = 10_000;

            /**
             * Brings the number into the one form of its value.
             *
             * @throws InvalidFilterException if it has more than about 100 digits or an exponent past 10,000
             */
            public Decimal {
                if (value.unscaledValue().bitLength() > MAX_BITS || Math.abs((long) value.scale()) > MAX_SCALE) {
                    throw new InvalidFilterException("a number of too many digits or too large an exponent");
                }
                value = value.stripTrailingZeros();
            }

            /**
             * Reads a number's JSON text.
             *
             * @throws InvalidFilterException if it is none, or too long
             */
            public static Decimal parse(String json) {
                if (json.length() > MAX_CHARS) {
                    throw new InvalidFilterException("a number of more than " + MAX_CHARS + " characters");
                }
                try {
                    return new Decimal(new BigDecimal(json));
                } catch (NumberFormatException e) {
                    throw new InvalidFilterException("a number that is none or too large: " + Shown.of(json));
                }
            }

            @Override
            public boolean equalTo(Field field) {
                if (!(field instanceof Field.Decimal decimal) || decimal.json().length() > MAX_CHARS) {
                    return false;
                }
                try {
                    return new BigDecimal(decimal.json()).compareTo(value) == 0;
                } catch (NumberFormatException e) {
                    return false; // an exponent past BigDecimal's: no such number can be wanted
                }
            }

            @Override
            public int length() {
                return value.precision();
            }
        }

        /** {@code true} or {@code false}. */
        record Bool(boolean value) implements Value {
            @Override
            public boolean equalTo(Field field) {
                return field instanceof Field.Bool bool && bool.value() == value;
            }
        }

        /** {@code null}: a member that is there and null. */
        record Null() implements Value {
            @Override
            public boolean equalTo(Field field) {
                return field == Field.Plain.NULL;
            }
        }

        /** A value from a URL, where types cannot be told: equal to a string's text, or to the JSON text of a number, boolean or null. */
        record Loose(String text) implements Value {
            @Override
            public boolean equalTo(Field field) {
                if (field instanceof Field.Text string) {
                    return string.value().equals(text);
                }
                if (field instanceof Field.Decimal decimal) {
                    return decimal.json().equals(text);
                }
                if (field instanceof Field.Bool bool) {
                    return Boolean.toString(bool.value()).equals(text);
                }
                return field == Field.Plain.NULL && "null".equals(text);
            }

            @Override
            public int length() {
                return text.length();
            }
        }
    }
}
