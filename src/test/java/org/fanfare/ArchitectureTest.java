package org.fanfare;

import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.never;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom: the package table of the architecture page, as a test. */
class ArchitectureTest {
    private static final String BASE = "org.fanfare.";
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fanfare");

    /** A package and what it may import; {@code config} may import everything and nobody imports it. */
    private static final String TABLE = """
            topic               |
            event               | topic
            protocol            | topic event json
            log                 | topic event
            security            | topic
            presence            | topic
            room                | topic presence
            session             | topic event protocol security
            hub                 | topic event protocol log security presence room session
            cluster             | hub log presence event topic protocol
            transport.websocket | hub session security protocol event topic jakarta tyrus
            transport.sse       | hub session security protocol event topic jakarta
            transport.poll      | hub session security protocol event topic jakarta
            transport.rest      | hub session security protocol event topic jakarta
            backplane.local     | hub cluster event topic protocol jakarta
            backplane.jms       | hub cluster event topic protocol jakarta
            ingress.jms         | hub event topic jakarta
            ingress.cdc         | hub event topic jakarta
            ingress.telemetry   | hub event topic jakarta management
            access              | security topic protocol jakarta
            observe             | hub cluster session log transport.websocket jakarta management
            admin               | observe hub cluster session room presence log security topic jakarta management
            """;

    /** Words of the table that stand for packages of others. */
    private static final Map<String, List<String>> OUTSIDE = Map.of(
            "jakarta", List.of("jakarta..", "org.eclipse.microprofile.."),
            "json", List.of("jakarta.json.."),
            "tyrus", List.of("org.glassfish.tyrus.spi.."),
            "management", List.of("javax.management..", "com.sun.management.."));

    private static final Map<String, Set<String>> CLOCK_CALLS = Map.of(
            "java.lang.System", Set.of("nanoTime", "currentTimeMillis"),
            "java.time.Instant", Set.of("now"),
            "java.lang.Thread", Set.of("sleep"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void eachPackageImportsOnlyWhatTheTableAllows(Row row) {
        classes()
                .that()
                .resideInAPackage(BASE + row.name + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(row.allowedPackages())
                .allowEmptyShould(true)
                .check(PRODUCTION);
    }

    @Test
    void everyPackageStandsInTheTable() {
        List<String> known =
                Stream.concat(rows().map(Row::name), Stream.of("config")).toList();

        List<String> unknown = PRODUCTION.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> known.stream().noneMatch(row -> (name + ".").startsWith(BASE + row + ".")))
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void onlyTheTickerAndTheConfigurationAskAClock() {
        var asksAClock = new DescribedPredicate<JavaAccess<?>>("the target is a clock") {
            @Override
            public boolean test(JavaAccess<?> access) {
                var target = access.getTarget();
                return CLOCK_CALLS
                        .getOrDefault(target.getOwner().getFullName(), Set.of())
                        .contains(target.getName());
            }
        };

        classes()
                .that()
                .resideOutsideOfPackage(BASE + "config..")
                .and()
                .doNotHaveSimpleName("Ticker")
                .should(never(accessTargetWhere(asksAClock)))
                .check(PRODUCTION);
    }

    private static Stream<Row> rows() {
        return TABLE.lines()
                .map(line -> line.split("\\|", -1))
                .map(cells -> new Row(cells[0].strip(), cells[1].strip()));
    }

    private record Row(String name, String allowed) {
        String[] allowedPackages() {
            var own = Stream.of(BASE + name + "..", "java..", "org.jspecify..", "com.google.errorprone..");
            var others = Arrays.stream(allowed.split(" "))
                    .filter(word -> !word.isEmpty())
                    .flatMap(word -> OUTSIDE.getOrDefault(word, List.of(BASE + word + "..")).stream());
            return Stream.concat(own, others).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return name + " imports only: " + (allowed.isEmpty() ? "nothing" : allowed);
        }
    }
}
