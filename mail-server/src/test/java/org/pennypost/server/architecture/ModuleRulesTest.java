package org.pennypost.server.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may require whom. */
class ModuleRulesTest {
    private static final String CORE = "org.pennypost.core";

    @Test
    void coreRequiresNothingButTheBase() {
        assertEquals(Set.of("java.base"), required("mail-core"));
    }

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#PROTOCOLS")
    void protocolsRequireTheCoreAndNothingElse(String module) {
        assertEquals(Set.of("java.base", CORE), required(module));
    }

    @Test
    void theMaildirStoreRequiresTheCoreAndNothingElse() {
        assertEquals(Set.of("java.base", CORE), required("mail-store-maildir"));
    }

    @Test
    void theServerDoesNotRequireTheStoreThatItUses() {
        assertFalse(required("mail-server").contains("org.pennypost.store.maildir"));
    }

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#MODULES")
    void onlyTheServerRequiresMina(String module) {
        boolean requires = required(module).stream().anyMatch(name -> name.startsWith("org.apache.mina"));
        assertEquals(module.equals("mail-server"), requires);
    }

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#MODULES")
    void noPackageWithTheConversationInsideIsExported(String module) {
        ModuleDescriptor descriptor = House.descriptor(module);
        assertEquals(
                Set.of(),
                descriptor.exports().stream()
                        .filter(exports -> !exports.isQualified())
                        .map(ModuleDescriptor.Exports::source)
                        .filter(name -> name.endsWith(".talk"))
                        .collect(Collectors.toSet()));
        assertFalse(descriptor.isOpen());
    }

    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#MODULES")
    void everyPackageLiesBelowTheRootOfItsModule(String module) {
        ModuleDescriptor descriptor = House.descriptor(module);
        for (ClassFile file : House.classFiles(module)) {
            String name = file.packageName();
            assertTrue(name.equals(descriptor.name()) || name.startsWith(descriptor.name() + "."), file.name());
        }
    }

    /** The assembled jar runs on the class path, where only the lists below META-INF count. */
    @ParameterizedTest
    @FieldSource("org.pennypost.server.architecture.House#MODULES")
    void whatAModuleProvidesIsListedForTheClassPathToo(String module) {
        for (ModuleDescriptor.Provides provides : House.descriptor(module).provides()) {
            assertEquals(provides.providers(), House.services(module, provides.service()), provides.service());
        }
    }

    private static Set<String> required(String module) {
        return House.descriptor(module).requires().stream().map(Requires::name).collect(Collectors.toSet());
    }
}
