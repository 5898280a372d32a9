package org.fanfare.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Path FILE = Path.of("src/main/resources/META-INF/microprofile-config.properties");

    @Test
    void theFileOfDefaultsSaysWhatTheCatalogueSays() throws IOException {
        assertEquals(SettingsText.properties(), Files.readString(FILE));
    }

    @Test
    void everySettingIsListedOnce() {
        List<Field> fields = Arrays.stream(Catalogue.class.getDeclaredFields())
                .filter(field -> field.getType() == Setting.class)
                .toList();

        assertEquals(fields.size(), Catalogue.SETTINGS.size());
        assertEquals(fields.size(), new HashSet<>(Catalogue.SETTINGS).size());
    }

    @Test
    void everyDefaultIsAllowed() {
        for (Setting<?> setting : Catalogue.SETTINGS) {
            assertTrue(setting.otherwise().isEmpty() || setting.defaultValue().isPresent(), setting.key());
        }
    }

    @Test
    void keysAreInKebabCase() {
        for (Setting<?> setting : Catalogue.SETTINGS) {
            assertTrue(setting.key().matches("fanfare(\\.[a-z-]+){1,3}"), setting.key());
        }
    }
}
