package io.uploadgrants.samples.quickstart;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import org.springframework.test.context.TestPropertySource;

@Needs(Equipment.MINIO)
@TestPropertySource(properties = {"test.server=MINIO", "upload.store=minio"})
class QuickstartMinioTests extends RunningServerSuite {}
