import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TPipe } from '../i18n/t.pipe';
import { AccuracyTasksComponent } from './accuracy-tasks.component';

/** Everything that waits for somebody so that what is held about persons is right. */
@Component({
  selector: 'oubli-accuracy', imports: [TPipe, AccuracyTasksComponent], changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<h1>{{ 'accuracy.title' | t }}</h1><p class="quiet">{{ 'accuracy.text' | t }}</p><oubli-accuracy-tasks />`,
})
export class AccuracyComponent {}
