import { inject } from '@angular/core';
import { type CanActivateFn, Router, type Routes } from '@angular/router';
import { Session } from './api/session';

/** Whoever is not signed in signs in first and comes back. */
const signedIn: CanActivateFn = async (_route, state) => {
  const [session, router] = [inject(Session), inject(Router)];
  return (await session.known()) || router.createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { return: state.url } });
};

export const routes: Routes = [
  { path: 'sign-in', title: 'signIn.title', loadComponent: () => import('./sign-in/sign-in.component').then((m) => m.SignInComponent) },
  { path: 'lost-password', title: 'lost.title', loadComponent: () => import('./sign-in/lost-password.component').then((m) => m.LostPasswordComponent) },
  { path: 'link/:kind', title: 'link.title', loadComponent: () => import('./sign-in/link.component').then((m) => m.LinkComponent) },
  { path: 'public/privacy-policy', title: 'privacy.title', loadComponent: () => import('./privacy-policy/public-policy.component').then((m) => m.PublicPolicyComponent) },
  { path: 'public/request', title: 'public.request', loadComponent: () => import('./public/request-form.component').then((m) => m.RequestFormComponent) },
  { path: 'public/confirm', title: 'public.confirm', loadComponent: () => import('./public/confirm.component').then((m) => m.ConfirmComponent) },
  { path: 'public/package', title: 'public.package', loadComponent: () => import('./public/package.component').then((m) => m.PackageComponent) },
  { path: 'public/own-page', title: 'public.ownPage', loadComponent: () => import('./public/own-page.component').then((m) => m.OwnPageComponent) },
  {
    path: '', canActivate: [signedIn], loadComponent: () => import('./shell/shell.component').then((m) => m.ShellComponent),
    children: [
      { path: '', pathMatch: 'full', title: 'nav.overview', loadComponent: () => import('./overview/overview.component').then((m) => m.OverviewComponent) },
      { path: 'due', title: 'due.title', loadComponent: () => import('./due/due.component').then((m) => m.DueComponent) },
      { path: 'policies', title: 'policies.title', loadComponent: () => import('./policies/policies.component').then((m) => m.PoliciesComponent) },
      { path: 'policies/:policy', title: 'nav.policies', loadComponent: () => import('./policies/policy.component').then((m) => m.PolicyComponent) },
      { path: 'privacy-policy', title: 'privacy.title', loadComponent: () => import('./privacy-policy/privacy-policy.component').then((m) => m.PrivacyPolicyComponent) },
      { path: 'purposes', title: 'nav.purposes', loadComponent: () => import('./purposes/purposes.component').then((m) => m.PurposesComponent) },
      { path: 'approvals', title: 'approvals.title', loadComponent: () => import('./approvals/approvals.component').then((m) => m.ApprovalsComponent) },
      { path: 'runs', title: 'runs.title', loadComponent: () => import('./runs/runs.component').then((m) => m.RunsComponent) },
      { path: 'runs/:id', title: 'runs.run', loadComponent: () => import('./runs/run.component').then((m) => m.RunComponent) },
      { path: 'holds', title: 'holds.title', loadComponent: () => import('./holds/holds.component').then((m) => m.HoldsComponent) },
      { path: 'people', title: 'people.title', loadComponent: () => import('./people/people.component').then((m) => m.PeopleComponent) },
      { path: 'people/:id', title: 'person.title', loadComponent: () => import('./people/person.component').then((m) => m.PersonComponent) },
      { path: 'exports', title: 'nav.exports', loadComponent: () => import('./exports/exports.component').then((m) => m.ExportsComponent) },
      { path: 'do-not-recreate', title: 'nav.again', loadComponent: () => import('./do-not-recreate/do-not-recreate.component').then((m) => m.DoNotRecreateComponent) },
      { path: 'requests', title: 'nav.requests', loadComponent: () => import('./requests/requests.component').then((m) => m.RequestsComponent) },
      { path: 'requests/:id', title: 'request.title', loadComponent: () => import('./requests/request.component').then((m) => m.RequestComponent) },
      { path: 'accuracy', title: 'accuracy.title', loadComponent: () => import('./accuracy/accuracy.component').then((m) => m.AccuracyComponent) },
      { path: 'records', title: 'records.title', loadComponent: () => import('./records/records.component').then((m) => m.RecordsComponent) },
      { path: 'records/:recordType', title: 'records.title', loadComponent: () => import('./records/records.component').then((m) => m.RecordsComponent) },
      { path: 'reports', title: 'reports.title', loadComponent: () => import('./reports/reports.component').then((m) => m.ReportsComponent) },
      { path: 'ledger', title: 'ledger.title', loadComponent: () => import('./ledger/ledger.component').then((m) => m.LedgerComponent) },
      { path: 'activity', title: 'activity.title', loadComponent: () => import('./activity/activity.component').then((m) => m.ActivityComponent) },
      { path: 'jobs', title: 'jobs.title', loadComponent: () => import('./jobs/jobs.component').then((m) => m.JobsComponent) },
      { path: 'messages', title: 'messages.title', loadComponent: () => import('./messages/messages.component').then((m) => m.MessagesComponent) },
      { path: 'settings', title: 'nav.settings', loadComponent: () => import('./settings/settings.component').then((m) => m.SettingsComponent) },
      { path: '**', title: 'state.unknown', loadComponent: () => import('./shell/nothing.component').then((m) => m.NothingComponent) },
    ],
  },
];
