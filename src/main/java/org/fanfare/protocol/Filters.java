package org.fanfare.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fanfare.protocol.JsonText.Kind;
import org.fanfare.topic.Filter;
import org.fanfare.topic.Filter.Value;
import org.fanfare.topic.InvalidFilterException;

/** Reads filters from a message's {@code filters} and from the parameters of a URL. */
public final class Filters {
    private static final String PREFIX = "filter.";

    private Filters() {}

    /**
     * Reads an object whose members are wanted values or arrays of them.
     *
     * @param object a checked JSON object
     * @throws ProtocolException {@code BAD_FILTER}
     */
    public static Filter fromJson(String object) {
        try {
            JsonObjectText filters = JsonObjectText.of(object);
            Map<String, List<Value>> wanted = new LinkedHashMap<>();
            for (String key : filters.names()) {
                wanted.put(key, values(key, filters));
            }
            return Filter.of(wanted);
        } catch (InvalidFilterException e) {
            throw bad(e);
        } catch (ProtocolException e) {
            throw new ProtocolException(ErrorCode.BAD_FILTER, "filters: " + e.detail());
        }
    }

    private static List<Value> values(String key, JsonObjectText filters) {
        String raw = filters.raw(key);
        if (raw == null || JsonText.kind(raw) != Kind.ARRAY) {
            return List.of(value(key, raw == null ? "null" : raw));
        }
        List<Value> values = new ArrayList<>();
        for (String element : JsonText.elements(raw)) {
            values.add(value(key, element));
        }
        return values;
    }

    private static Value value(String key, String raw) {
        return switch (JsonText.kind(raw)) {
            case STRING -> new Value.Text(JsonText.unquote(raw));
            case NUMBER -> Value.Decimal.parse(raw);
            case BOOLEAN -> new Value.Bool(raw.equals("true"));
            case NULL -> new Value.Null();
            case OBJECT, ARRAY ->
                throw new ProtocolException(
                        ErrorCode.BAD_FILTER,
                        "the key " + ProtocolException.quoted(key)
                                + " wants an object or an array in an array; use strings, numbers, true, false or null");
        };
    }

    /**
     * Reads the parameters {@code filter.KEY=VALUE} among those of a URL; a repeated one is a list of alternatives.
     *
     * @throws ProtocolException {@code BAD_FILTER}
     */
    public static Filter fromQuery(Map<String, List<String>> query) {
        Map<String, List<Value>> wanted = new LinkedHashMap<>();
        query.forEach((name, values) -> {
            if (name.startsWith(PREFIX)) {
                List<Value> loose = new ArrayList<>();
                values.forEach(value -> loose.add(new Value.Loose(value)));
                wanted.put(name.substring(PREFIX.length()), loose);
            }
        });
        try {
            return wanted.isEmpty() ? Filter.NONE : Filter.of(wanted);
        } catch (InvalidFilterException e) {
            throw bad(e);
        }
    }

    private static ProtocolException bad(InvalidFilterException e) {
        String message = e.getMessage();
        return new ProtocolException(ErrorCode.BAD_FILTER, message == null ? "not a filter" : message);
    }
}
