package org.fanfare.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;

/** Reads settings one by one, and collects what is wrong with them and what differs from its default. Used by one thread. */
final class SettingsReader {
    private final Config config;
    private final Map<String, Fault> faults = new TreeMap<>();
    private final Map<String, Changed> changed = new TreeMap<>();

    SettingsReader(Config config) {
        this.config = config;
    }

    /** The value of a setting that has a default, or that default if it is not set or has a fault. */
    <T> T read(Setting<T> setting) {
        return find(setting)
                .or(setting::defaultValue)
                .orElseThrow(() -> new IllegalStateException(setting.key() + " has no default"));
    }

    /** The value of a setting; empty if it is not set or has a fault. An empty text is no value (MicroProfile Config 3.1, section 5.5). */
    <T> Optional<T> find(Setting<T> setting) {
        ConfigValue found = config.getConfigValue(setting.key());
        String text = found.getValue();
        if (text == null && found.getRawValue() != null && !found.getRawValue().isBlank()) {
            refuse(setting, found, "refers to a property that is not set");
            return Optional.empty();
        }
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        Optional<T> value = setting.type().parse(text.strip());
        if (value.isEmpty()) {
            refuse(setting, found, "must be " + setting.type().allowed());
        } else if (!value.equals(setting.defaultValue())) {
            changed.put(
                    setting.key(),
                    new Changed(setting.key(), setting.shown(text), source(found), found.getSourceOrdinal()));
        }
        return value;
    }

    /** Demands that one setting be no larger than another; where either has a fault already, there is nothing to compare. */
    <T extends Comparable<? super T>> void requireAtMost(Setting<T> small, T smallValue, Setting<T> large) {
        T largeValue = read(large);
        if (!faults.containsKey(small.key())
                && !faults.containsKey(large.key())
                && smallValue.compareTo(largeValue) > 0) {
            String largeText = config.getConfigValue(large.key()).getValue();
            String shown = largeText == null || largeText.isBlank() ? large.otherwise() : largeText.strip();
            refuse(
                    small,
                    config.getConfigValue(small.key()),
                    "must not be more than " + large.key() + ", which is " + large.shown(shown));
        }
    }

    /** Demands that all words of one setting be among those of another. */
    void requireAmong(Setting<Set<String>> some, Setting<Set<String>> all) {
        if (!faults.containsKey(some.key())
                && !faults.containsKey(all.key())
                && !read(all).containsAll(read(some))) {
            refuse(some, config.getConfigValue(some.key()), "must name only words of " + all.key());
        }
    }

    private void refuse(Setting<?> setting, ConfigValue found, String rule) {
        String text = found.getRawValue();
        String shown = text == null || text.isBlank() ? setting.otherwise() : setting.shown(text);
        add(new Fault(setting.key(), shown, source(found), found.getSourceOrdinal(), rule));
    }

    /** Notes a fault; of several with one key the first is kept. */
    void add(Fault fault) {
        faults.putIfAbsent(fault.key(), fault);
    }

    List<Fault> faults() {
        return new ArrayList<>(faults.values());
    }

    List<Changed> changed() {
        return new ArrayList<>(changed.values());
    }

    private static String source(ConfigValue found) {
        String name = found.getSourceName();
        return name == null ? "default" : name;
    }
}
