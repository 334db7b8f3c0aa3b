package io.uploadgrants.testkit.embedded.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Nothing that S3Proxy can ask a store has a key for a path, whatever a later version asks. */
class ObjectFilesTests {

  private static final String KEY = "a/../b";
  private static final String PART = ".mpus-3f2504e0-4f89-11d3-9a0c-0305e82c3301-a/../b-1";
  private static final Set<String> FIELDS = Set.of("Key", "SourceKey", "DestinationKey", "Prefix");

  private final List<String> asked = new ArrayList<>();
  private final BlobStore files =
      (BlobStore)
          Proxy.newProxyInstance(
              BlobStore.class.getClassLoader(), new Class<?>[] {BlobStore.class}, this::asked);

  private @Nullable Object asked(Object proxy, Method method, Object @Nullable [] arguments) {
    if (arguments != null) {
      asked.add(method.getName() + Arrays.toString(arguments));
    }
    Class<?> type = method.getReturnType();
    if (type == ListObjectsV2Response.class) {
      return ListObjectsV2Response.builder().contents(List.of()).build();
    }
    if (type == ListObjectVersionsResponse.class) {
      return ListObjectVersionsResponse.builder().build();
    }
    if (type == MultipartUpload.class) {
      return upload();
    }
    if (type == boolean.class) {
      return true;
    }
    return type == long.class ? (Object) 1L : list(type);
  }

  private static @Nullable Object list(Class<?> type) {
    return type == List.class ? List.of() : null;
  }

  private static MultipartUpload upload() {
    return new MultipartUpload(
        "id", CreateMultipartUploadRequest.builder().bucket("bucket").key(KEY).build());
  }

  @Test
  void noKeyReachesTheStoreAsItIs() throws ReflectiveOperationException {
    BlobStore store = ObjectLists.over(files);
    int withKeys = 0;
    for (Method method : BlobStore.class.getMethods()) {
      Object[] arguments = arguments(method);
      if (Arrays.toString(arguments).contains("..")) {
        withKeys++;
      }
      try {
        method.invoke(store, arguments);
      } catch (InvocationTargetException unserved) {
        assertThat(unserved.getCause())
            .as(method.toString())
            .isInstanceOfAny(UnsupportedOperationException.class, NullPointerException.class);
      }
    }

    assertThat(withKeys).isGreaterThan(20);
    assertThat(asked)
        .hasSizeGreaterThan(20)
        .noneMatch(call -> call.contains(".."))
        .anyMatch(call -> call.startsWith("getBlobAcl") && call.contains("a/%2E%2E/b%"))
        .noneMatch(call -> call.contains("%252E"));
  }

  private static Object[] arguments(Method method) throws ReflectiveOperationException {
    Class<?>[] types = method.getParameterTypes();
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      if (types[i] == String.class) {
        boolean part = method.getName().equals("getBlob");
        arguments[i] = i == 0 ? "bucket" : i > 1 ? "version" : part ? PART : KEY;
      } else if (types[i] == MultipartUpload.class) {
        arguments[i] = upload();
      } else if (SdkPojo.class.isAssignableFrom(types[i])) {
        arguments[i] = request(types[i]);
      }
    }
    return arguments;
  }

  private static Object request(Class<?> type) throws ReflectiveOperationException {
    SdkPojo builder = (SdkPojo) Objects.requireNonNull(type.getMethod("builder").invoke(null));
    for (SdkField<?> field : builder.sdkFields()) {
      if (FIELDS.contains(field.memberName())) {
        field.set(builder, KEY);
      }
    }
    return ((SdkBuilder<?, ?>) builder).build();
  }
}
