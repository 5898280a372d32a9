package org.fanfare.testkit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** A source of settings that a test fills: property names, or environment variables found as MicroProfile Config 3.1 (5.3.1) says. */
public final class MapConfigSource implements ConfigSource {
    private static final int ENVIRONMENT_ORDINAL = 300;

    private final String name;
    private final int ordinal;
    private final boolean environment;
    private final Map<String, String> values;

    private MapConfigSource(String name, int ordinal, boolean environment, Map<String, String> values) {
        this.name = name;
        this.ordinal = ordinal;
        this.environment = environment;
        this.values = new TreeMap<>(values);
    }

    /** A source of properties. */
    public static MapConfigSource properties(String name, int ordinal, Map<String, String> values) {
        return new MapConfigSource(name, ordinal, false, values);
    }

    /** A source of environment variables. Like SmallRye's, it also names a property that each of them might stand for. */
    public static MapConfigSource environment(Map<String, String> values) {
        return new MapConfigSource("env", ENVIRONMENT_ORDINAL, true, values);
    }

    @Override
    public Set<String> getPropertyNames() {
        Set<String> names = new TreeSet<>(values.keySet());
        if (environment) {
            values.keySet()
                    .forEach(name -> names.add(name.toLowerCase(Locale.ROOT).replace('_', '.')));
        }
        return names;
    }

    @Override
    public @Nullable String getValue(String property) {
        String value = values.get(property);
        if (value == null && environment) {
            value = values.get(property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
        }
        return value;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getOrdinal() {
        return ordinal;
    }
}
