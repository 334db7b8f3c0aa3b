package io.uploadgrants.spring.autoconfigure;

import io.uploadgrants.Encryption;
import io.uploadgrants.ObjectKeyPolicy;
import io.uploadgrants.RandomKeyPolicy;
import io.uploadgrants.UploadConfigurationException;
import io.uploadgrants.UploadProfile;
import io.uploadgrants.UploadScope;
import io.uploadgrants.spring.NamedUploadTargets;
import io.uploadgrants.spring.settings.UploadProperties;
import io.uploadgrants.sts.SubjectSessions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.util.unit.DataSize;

/** Makes a profile of its properties. */
final class ProfileMapper {

  private final NamedUploadTargets targets;
  private final ObjectProvider<SubjectSessions> sessions;

  /** Takes where files may go, and what signs the grants of those that ask for it. */
  ProfileMapper(NamedUploadTargets targets, ObjectProvider<SubjectSessions> sessions) {
    this.targets = targets;
    this.sessions = sessions;
  }

  UploadProfile map(String name, UploadProperties.Profile from) {
    try {
      return build(name, from);
    } catch (UploadConfigurationException broken) {
      if (broken.setting().startsWith("profiles") || broken.setting().startsWith("sts.")) {
        throw broken;
      }
      // The core knows the setting, but not the profile that it stands in.
      throw new UploadConfigurationException(
          "profiles." + name + "." + broken.setting(), broken.getMessage());
    }
  }

  private UploadProfile build(String name, UploadProperties.Profile from) {
    UploadProfile.Builder profile =
        UploadProfile.named(name)
            .kinds(KindMapper.map(name, from))
            .contentTypes(from.contentTypes().toArray(String[]::new))
            .overwrite(from.overwrite())
            .validFor(from.validFor())
            .scope(from.scope())
            .keys(keys(name, from.scope(), from.keys()));
    PropertyMapper map = PropertyMapper.get();
    map.from(from::target).as(targets::get).to(profile::target);
    map.from(from::exactTypes).whenTrue().toCall(profile::exactTypes);
    map.from(from::minSize).as(DataSize::toBytes).to(profile::minSize);
    map.from(from::maxSize).as(DataSize::toBytes).to(profile::maxSize);
    map.from(from::signAsSubject)
        .whenTrue()
        .toCall(() -> profile.signAs(sessions(name).subjectSession()));
    map.from(from::checksum).to(profile::requireChecksum);
    map.from(from::guests).whenTrue().toCall(profile::openToGuests);
    map.from(from::fileNameMetadata).to(profile::fileNameAsMetadata);
    map.from(from::storageClass).to(profile::storageClass);
    map.from(from::cacheControl).to(profile::cacheControl);
    map.from(from::contentDisposition).to(profile::contentDisposition);
    map.from(from::encryption).as(ProfileMapper::encryption).to(profile::encryption);
    map.from(from::acl).to(profile::acl);
    CompletionMapper.map(name, from.completion()).ifPresent(profile::completion);
    from.metadata().forEach(profile::metadata);
    from.tags().forEach(profile::tag);
    return profile.build();
  }

  private SubjectSessions sessions(String name) {
    SubjectSessions found = sessions.getIfAvailable();
    if (found == null) {
      throw new UploadConfigurationException(
          "sts.role-arn",
          "Profile '%s' is to be signed by sessions of its subjects, but no role is set for them; set the role's ARN, or sign-as-subject to false.",
          name);
    }
    return found;
  }

  private static ObjectKeyPolicy keys(String name, UploadScope scope, UploadProperties.Keys from) {
    String prefix = from.prefix() == null ? name : from.prefix();
    if (from.folder() && (from.dated() || from.fileName())) {
      throw new UploadConfigurationException(
          "keys.folder",
          "Profile '%s' has its keys in a folder that is the same each time, and the day or the file's name in them; leave out one or the other.",
          name);
    }
    if (from.folder() && scope != UploadScope.PREFIX) {
      throw new UploadConfigurationException(
          "keys.folder",
          "Profile '%s' has a folder for keys, but grants one object; set its scope to prefix, or the folder to false.",
          name);
    }
    if (from.folder()) {
      return from.perSubject()
          ? ObjectKeyPolicy.subjectFolder(prefix)
          : ObjectKeyPolicy.folder(prefix);
    }
    return randomKeys(prefix, from.perSubject(), from.dated(), from.fileName());
  }

  static ObjectKeyPolicy randomKeys(
      String prefix, boolean perSubject, boolean dated, boolean fileName) {
    RandomKeyPolicy keys =
        perSubject ? ObjectKeyPolicy.perSubject(prefix) : ObjectKeyPolicy.random(prefix);
    keys = dated ? keys.dated() : keys;
    return fileName ? keys.withFileName() : keys;
  }

  private static Encryption encryption(UploadProperties.Encryption from) {
    if (from.type() == UploadProperties.Encryption.Type.SSE_KMS) {
      return new Encryption.SseKms(from.keyId(), from.context(), from.bucketKey());
    }
    if (from.type() == null
        || from.keyId() != null
        || !from.context().isEmpty()
        || from.bucketKey() != null) {
      throw new UploadConfigurationException(
          "encryption.type",
          "A KMS key, a context or a bucket key is set, and the type of encryption isn't sse-kms, which alone has them; set the type to sse-kms, or remove them.");
    }
    return Encryption.sseS3();
  }
}
