package tocsin.router.config;

import java.util.EnumSet;
import java.util.Set;
import tocsin.config.Problems;
import tocsin.config.YamlNode;

/** Warns of each feature that the file uses and this version does not apply, once, at its first use. */
final class UnappliedFeatures {
    private final Set<Feature> unmentioned;
    private final Problems problems;

    UnappliedFeatures(Set<Feature> applied, Problems problems) {
        this.unmentioned = EnumSet.allOf(Feature.class);
        this.unmentioned.removeAll(applied);
        this.problems = problems;
    }

    void used(Feature feature, YamlNode at) {
        if (unmentioned.remove(feature)) {
            problems.warning(at, feature.notApplied());
        }
    }
}
