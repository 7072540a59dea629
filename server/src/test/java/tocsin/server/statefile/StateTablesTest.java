package tocsin.server.statefile;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tocsin.state.Table;

class StateTablesTest {
    @Test
    void every_table_of_the_product_is_listed() {
        List<String> owners = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("tocsin").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.getRawType().isEquivalentTo(Table.class))
                        .filter(field -> field.getModifiers().toString().contains("STATIC"))
                        .map(JavaField::getFullName)
                        .sorted()
                        .toList();

        assertThat(StateTables.ALL).hasSameSizeAs(owners);
    }

    @Test
    void names_are_different_and_find_their_tables() {
        Set<String> names = StateTables.ALL.stream().map(Table::name).collect(Collectors.toSet());

        assertThat(names).hasSameSizeAs(StateTables.ALL);
        assertThat(StateTables.ALL)
                .allSatisfy(table -> assertThat(StateTables.named(table.name())).isSameAs(table));
        assertThat(StateTables.named("none")).isNull();
    }
}
