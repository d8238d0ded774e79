package dev.pluginswap.crash;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** This package could be a library of its own. */
final class IndependenceTest {

  @Test
  void nothingHereKnowsTheProduct() {
    noClasses()
        .that()
        .resideInAPackage("dev.pluginswap.crash")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.pluginswap..").and(not(resideInAPackage("dev.pluginswap.crash"))))
        .check(new ClassFileImporter().importPackages("dev.pluginswap.crash"));
  }
}
