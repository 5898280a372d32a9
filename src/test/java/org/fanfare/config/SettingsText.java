package org.fanfare.config;

/** The catalogue as the texts that show it. */
final class SettingsText {
    private SettingsText() {}

    /** The file of defaults. */
    static String properties() {
        StringBuilder text = new StringBuilder("""
                # Every setting of Fanfare with its default. Override them where your server reads its configuration: a system property, an
                # environment variable (FANFARE_OUTBOX_MAX_BYTES for fanfare.outbox.max-bytes), or a file of its own.
                """);
        for (Setting<?> setting : Catalogue.SETTINGS) {
            text.append("\n# ").append(comment(setting.description(), setting));
            text.append(setting.key()).append('=').append(setting.otherwise()).append('\n');
        }
        for (NamespaceSetting<?> setting : Catalogue.OF_NAMESPACES) {
            text.append("\n# ").append(comment(setting.description(), setting.general()));
            text.append('#')
                    .append(setting.of("NAME").key())
                    .append('=')
                    .append(setting.general().otherwise());
            text.append('\n');
        }
        return text.toString();
    }

    private static String comment(String description, Setting<?> setting) {
        return description + " Must be " + setting.type().allowed() + ".\n";
    }

    /** The table of operations.md. */
    static String table() {
        StringBuilder text = new StringBuilder("| Key | Default | Allowed | What it is |\n| --- | --- | --- | --- |\n");
        for (Setting<?> setting : Catalogue.SETTINGS) {
            row(
                    text,
                    setting.key(),
                    setting.otherwise().isEmpty() ? "none" : code(setting.otherwise()),
                    setting.type(),
                    setting.description());
        }
        for (NamespaceSetting<?> setting : Catalogue.OF_NAMESPACES) {
            row(
                    text,
                    setting.of("NAME").key(),
                    "as " + code(setting.general().key()),
                    setting.general().type(),
                    setting.description());
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String key, String otherwise, ValueType<?> type, String description) {
        text.append("| ").append(code(key)).append(" | ").append(otherwise);
        text.append(" | ")
                .append(type.allowed())
                .append(" | ")
                .append(description)
                .append(" |\n");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
