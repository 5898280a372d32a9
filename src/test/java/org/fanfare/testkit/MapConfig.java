package org.fanfare.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** A configuration of sources that a test fills; of several with a key the one of the highest ordinal wins. Knows only texts. */
public final class MapConfig implements Config {
    private final List<ConfigSource> sources;

    private MapConfig(List<ConfigSource> sources) {
        this.sources = sources;
    }

    public static MapConfig of(ConfigSource... sources) {
        List<ConfigSource> sorted = new ArrayList<>(List.of(sources));
        sorted.sort(Comparator.comparingInt(ConfigSource::getOrdinal).reversed());
        return new MapConfig(sorted);
    }

    /** A configuration of one source of properties, named {@code test}, of ordinal 500. */
    public static MapConfig of(Map<String, String> properties) {
        return of(MapConfigSource.properties("test", 500, properties));
    }

    @Override
    public ConfigValue getConfigValue(String property) {
        for (ConfigSource source : sources) {
            String value = source.getValue(property);
            if (value != null) {
                return new Value(property, value, value, source.getName(), source.getOrdinal());
            }
        }
        return new Value(property, null, null, null, 0);
    }

    @Override
    public <T> Optional<T> getOptionalValue(String property, Class<T> type) {
        return Optional.ofNullable(getConfigValue(property).getValue())
                .filter(value -> !value.isEmpty())
                .map(type::cast);
    }

    @Override
    public <T> T getValue(String property, Class<T> type) {
        return getOptionalValue(property, type).orElseThrow(() -> new NoSuchElementException(property));
    }

    @Override
    public Iterable<String> getPropertyNames() {
        Set<String> names = new TreeSet<>();
        sources.forEach(source -> names.addAll(source.getPropertyNames()));
        return names;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return sources;
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new IllegalArgumentException(type.getName());
    }

    /** What a key leads to; a value that starts with a dollar sign stands for an expression that leads nowhere. */
    private record Value(
            String name,
            @Nullable String found,
            @Nullable String raw,
            @Nullable String source,
            int ordinal) implements ConfigValue {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable String getValue() {
            return found != null && found.startsWith("$") ? null : found;
        }

        @Override
        public @Nullable String getRawValue() {
            return raw;
        }

        @Override
        public @Nullable String getSourceName() {
            return source;
        }

        @Override
        public int getSourceOrdinal() {
            return ordinal;
        }
    }
}
