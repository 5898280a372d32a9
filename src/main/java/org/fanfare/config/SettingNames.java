package org.fanfare.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The names of the keys that are set: which namespaces they speak of, and which of them nobody knows. */
final class SettingNames {
    private static final String PREFIX = "fanfare.";
    private static final Pattern OF_NAMESPACE = Pattern.compile("fanfare\\.namespace\\.([\\w@~%-]{1,255})\\.("
            + Catalogue.OF_NAMESPACES.stream().map(NamespaceSetting::name).collect(Collectors.joining("|"))
            + ")");
    private static final Pattern VARIABLE_OF_NAMESPACE = Pattern.compile("FANFARE_NAMESPACE_([A-Z0-9_]{1,255})_("
            + Catalogue.OF_NAMESPACES.stream()
                    .map(setting -> asVariable(setting.name()))
                    .collect(Collectors.joining("|"))
            + ")");

    private SettingNames() {}

    /**
     * The namespaces that have settings of their own. One that only an environment variable names has its name in lower case,
     * because a variable cannot tell case and separators.
     */
    static Set<String> namespaces(Config config) {
        Set<String> namespaces = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        for (ConfigSource source : config.getConfigSources()) {
            for (String name : source.getPropertyNames()) {
                firstGroup(OF_NAMESPACE, name).forEach(namespaces::add);
                firstGroup(VARIABLE_OF_NAMESPACE, name).forEach(variables::add);
            }
        }
        namespaces.forEach(namespace -> variables.remove(asVariable(namespace)));
        variables.forEach(variable -> namespaces.add(variable.toLowerCase(Locale.ROOT)));
        return namespaces;
    }

    private static Stream<String> firstGroup(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? Stream.of(matcher.group(1)) : Stream.empty();
    }

    /** The keys that begin with ours and that nobody knows, each with the nearest that exists. Their values are not shown. */
    static List<Fault> unknown(Config config) {
        return sources(config)
                .flatMap(source -> source.getPropertyNames().stream()
                        .filter(name -> name.startsWith(PREFIX) && !isKnown(name) && !isOfVariable(name, source))
                        .map(name -> new Fault(
                                Shown.of(name),
                                "...",
                                source.getName(),
                                source.getOrdinal(),
                                "is no setting; the nearest is " + nearest(name))))
                .toList();
    }

    private static Stream<ConfigSource> sources(Config config) {
        Stream.Builder<ConfigSource> sources = Stream.builder();
        config.getConfigSources().forEach(sources);
        return sources.build();
    }

    private static boolean isKnown(String name) {
        return OF_NAMESPACE.matcher(name).matches()
                || Catalogue.SETTINGS.stream().anyMatch(setting -> setting.key().equals(name));
    }

    /** Whether a source of environment variables made this name up from one: then it says nothing of what was meant. */
    private static boolean isOfVariable(String name, ConfigSource source) {
        return source.getPropertyNames().contains(asVariable(name));
    }

    /** The name of the environment variable that sets a key (MicroProfile Config 3.1, section 5.3.1). */
    static String asVariable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static String nearest(String name) {
        return Stream.concat(Catalogue.SETTINGS.stream().map(Setting::key), ofNamespace(name))
                .min(Comparator.comparingInt(key -> EditDistance.between(name, key)))
                .orElse(PREFIX);
    }

    private static Stream<String> ofNamespace(String name) {
        int end = name.lastIndexOf('.');
        int start = NamespaceSetting.PREFIX.length();
        boolean named = name.startsWith(NamespaceSetting.PREFIX) && end > start;
        String written = named ? name.substring(start, end).replace('.', '-') : "NAME";
        return Catalogue.OF_NAMESPACES.stream()
                .map(setting -> setting.of(Shown.of(written)).key());
    }
}
