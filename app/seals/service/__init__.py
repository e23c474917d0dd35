"""What the room does: keys are made and kept (`ring`), things are signed (`issuing`) and checked (`checking`)."""
