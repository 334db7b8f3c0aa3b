package io.uploadgrants.samples.quickstart;

import io.uploadgrants.equipment.Equipment;
import io.uploadgrants.equipment.Needs;
import org.springframework.test.context.TestPropertySource;

@Needs(Equipment.SEAWEEDFS)
@TestPropertySource(properties = {"test.server=SEAWEEDFS", "upload.store=seaweed-fs"})
class QuickstartSeaweedFsTests extends RunningServerSuite {}
